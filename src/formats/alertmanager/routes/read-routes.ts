import { nearest } from "../../../diagnostics/nearest.js";
import type { YamlNode } from "../../../yaml/index.js";
import { parseDuration } from "../../prometheus/duration.js";
import {
  type Fields,
  fieldValues,
  getText,
  getTextMap,
  getTexts,
  type ShapeReader,
  toData,
} from "../shapes/shape-reader.js";
import { routeShape } from "../shapes/shapes.js";
import type { SourceRoute } from "../source-config.js";
import { isLabelName, readMatchers } from "./read-matchers.js";

/** Reads the routing tree. Does not recurse, because Alertmanager accepts any depth that YAML does. */
export function readRoutes(reader: ShapeReader, root: YamlNode): SourceRoute | undefined {
  const roots: SourceRoute[] = [];
  const stack: { node: YamlNode; siblings: SourceRoute[]; isRoot: boolean }[] = [
    { node: root, siblings: roots, isRoot: true },
  ];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const routes: SourceRoute[] = [];
    const fields = reader.read(next.node, routeShape);
    if (fields === undefined) continue;
    const data = toData(fields);
    const { start, end } = next.node;
    const matchers = readMatchers(reader, fields, "");
    next.siblings.push({ start, end, data, matchers, fields: fieldValues(fields), routes });
    checkRoute(reader, fields);
    if (next.isRoot) checkRoot(reader, fields);
    const children = fields.entries.get("routes");
    const nodes = children === undefined ? [] : reader.decoder.list(children.value, "routes");
    for (const node of [...nodes].reverse()) stack.push({ node, siblings: routes, isRoot: false });
  }
  return roots[0];
}

function checkRoute(reader: ShapeReader, fields: Fields): void {
  const { decoder } = reader;
  checkGroupBy(reader, fields);
  for (const name of ["group_interval", "repeat_interval"]) {
    const text = getText(fields, name);
    if (text === "" || parseDuration(text) !== 0) continue;
    decoder.report("alertmanager/zero-interval", fields.entries.get(name)!.value, `${name} must be greater than zero`);
  }
  for (const { name } of getTextMap(fields, "labels")) {
    if (isLabelName(reader, name.value)) continue;
    decoder.report("alertmanager/invalid-label-name", name.node, `"${name.value}" is not a valid label name`);
  }
}

function checkGroupBy(reader: ShapeReader, fields: Fields): void {
  const labels = getTexts(fields, "group_by");
  if (labels.length === 0) return;
  const report = (problem: string) =>
    reader.decoder.report("alertmanager/group-by", fields.entries.get("group_by")!.value, problem);
  for (const label of labels) {
    if (label !== "..." && !isLabelName(reader, label)) report(`group_by: "${label}" is not a valid label name`);
  }
  for (const problem of groupingProblems(labels, "group_by")) report(problem);
}

/** The problems of labels that group alerts. `field` is their list. */
export function groupingProblems(labels: readonly string[], field: string): readonly string[] {
  const named = labels.filter((label) => label !== "...");
  const repeated = named.find((label, index) => named.indexOf(label) !== index);
  const isMixed = named.length > 0 && named.length < labels.length;
  return [
    ...(repeated === undefined ? [] : [`${field} lists "${repeated}" twice`]),
    ...(isMixed ? [`\`...\` in ${field} cannot be combined with labels`] : []),
  ];
}

function checkRoot(reader: ShapeReader, fields: Fields): void {
  const { decoder } = reader;
  const { start } = fields.node;
  if (getText(fields, "receiver") === "") {
    const fix = "set receiver; it gets all alerts that no other route matches";
    decoder.report("alertmanager/missing-route", { start, end: start }, "the root route has no receiver", { fix });
  }
  for (const name of ["match", "match_re", "matchers", "mute_time_intervals", "active_time_intervals"]) {
    if (getTextMap(fields, name).length + getTexts(fields, name).length === 0) continue;
    decoder.report("alertmanager/root-route", fields.entries.get(name)!.key, `the root route cannot have ${name}`);
  }
  const continues = fields.values.get("continue");
  if (continues?.kind === "plain" && continues.value === true) {
    decoder.report(
      "alertmanager/root-route",
      fields.entries.get("continue")!.key,
      "the root route cannot have continue",
    );
  }
}

/** Reports receivers and time intervals that routes name but that are not defined. */
export function checkReferences(
  { decoder }: ShapeReader,
  root: SourceRoute,
  receivers: ReadonlySet<string>,
  intervals: ReadonlySet<string>,
): void {
  const stack = [root];
  for (let route = stack.pop(); route !== undefined; route = stack.pop()) {
    const { receiver, active_time_intervals = [], mute_time_intervals = [] } = route.data;
    if (receiver && !receivers.has(receiver)) {
      const range = route.fields.get("receiver") ?? route;
      decoder.report("alertmanager/undefined-receiver", range, `receiver "${receiver}" is not defined`, {
        fix: fixForName(receiver, receivers, "receivers"),
      });
    }
    for (const [field, names] of Object.entries({ active_time_intervals, mute_time_intervals })) {
      for (const name of names) {
        if (intervals.has(name)) continue;
        const range = route.fields.get(field) ?? route;
        decoder.report("alertmanager/undefined-time-interval", range, `time interval "${name}" is not defined`, {
          fix: fixForName(name, intervals, "time_intervals"),
        });
      }
    }
    for (const child of route.routes) stack.push(child);
  }
}

/** The fix for a name that is not defined in `list`. */
export function fixForName(name: string, known: ReadonlySet<string>, list: string): string {
  const suggestion = nearest(name, known);
  return suggestion === undefined ? `define it in ${list}` : `did you mean "${suggestion}"?`;
}
