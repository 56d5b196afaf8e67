import { get, isJson, type Json, objectsOf } from "../plain-json.js";
import { refIdAt } from "../ref-id.js";
import { allPanels, topPanels } from "./panels.js";

/** All refIds of one or two letters. */
const refIds = Array.from({ length: 26 + 26 * 26 }, (_, index) => refIdAt(index));

/** Gives queries without a refId the next free letter. */
export function assignQueryIds(panel: Json): void {
  const targets = objectsOf(panel.targets);
  const used = new Set(targets.map(({ refId }) => refId));
  const free = refIds
    .slice(0, 26)
    .filter((refId) => !used.has(refId))
    .values();
  for (const target of targets) {
    if (target.refId === undefined || target.refId === null) {
      const next = free.next();
      if (!next.done) target.refId = next.value;
    }
  }
}

/** Version 8: InfluxDB queries say `select` instead of `fields`. */
export function convertInfluxQueries(dashboard: Json): void {
  for (const target of topPanels(dashboard).flatMap((panel) => objectsOf(panel.targets))) {
    if (!["fields", "tags", "groupBy"].every((name) => name in target)) continue;
    const { fields, groupBy, fill } = target;
    delete target.fields;
    if (target.rawQuery === true) {
      delete target.fill;
      continue;
    }
    if (Array.isArray(fields))
      target.select = objectsOf(fields)
        .map(selectField)
        .filter(({ length }) => length > 0);
    if (!Array.isArray(groupBy)) continue;
    for (const part of objectsOf(groupBy)) {
      renameParameter(part, "time", "interval");
      renameParameter(part, "tag", "key");
    }
    if (!("fill" in target)) continue;
    target.groupBy = [...groupBy, { type: "fill", params: [fill] }];
    delete target.fill;
  }
}

function selectField({ name, func, mathExpr, asExpr }: Json): readonly object[] {
  return [
    ...(typeof name === "string" ? [{ type: "field", params: [name] }] : []),
    ...(typeof func === "string" ? [{ type: func, params: [] }] : []),
    ...(typeof mathExpr === "string" ? [{ type: "math", params: [mathExpr] }] : []),
    ...(typeof asExpr === "string" ? [{ type: "alias", params: [asExpr] }] : []),
  ];
}

function renameParameter(part: Json, type: string, name: string): void {
  const value = part[name];
  if (part.type !== type || typeof value !== "string") return;
  part.params = [value];
  delete part[name];
}

/** Version 34: a CloudWatch query has one statistic; one of several becomes several queries or annotations. */
export function splitCloudWatchStatistics(dashboard: Json): void {
  for (const panel of allPanels(dashboard)) splitTargets(panel);
  const annotations = get(dashboard, "annotations");
  if (isJson(annotations) && Array.isArray(annotations.list)) splitAnnotations(annotations, annotations.list);
}

function splitTargets(panel: Json): void {
  const { targets } = panel;
  if (!Array.isArray(targets)) return;
  const added: Json[] = [];
  const kept = targets.map((target: unknown) => {
    if (!isJson(target) || !["dimensions", "namespace", "region", "metricName"].every((name) => name in target)) {
      return target;
    }
    target.metricQueryType ??= 0;
    // A search is built in the editor; an expression and a query of Metrics Insights are written.
    target.metricEditorMode ??= target.metricQueryType === 1 || target.expression ? 1 : 0;
    const [first = target, ...others] = splitByStatistic(target);
    for (const other of others) added.push({ ...other, refId: nextRefId([...objectsOf(targets), ...added]) });
    return first;
  });
  panel.targets = [...kept, ...added];
}

function splitAnnotations(holder: Json, list: readonly unknown[]): void {
  const added: Json[] = [];
  const legacy = ["dimensions", "namespace", "region", "prefixMatching", "statistics"];
  const kept = list.map((annotation) => {
    if (!isJson(annotation) || !legacy.every((name) => name in annotation)) return annotation;
    const { name } = annotation;
    const copies = splitByStatistic(annotation);
    const [first = annotation, ...others] =
      copies.length < 2 ? copies : copies.map((copy) => nameByStatistic(copy, name));
    added.push(...others);
    return first;
  });
  holder.list = [...kept, ...added];
}

function nameByStatistic(annotation: Json, name: unknown): Json {
  if (typeof name !== "string" || name === "") return annotation;
  return { ...annotation, name: `${name} - ${String(annotation.statistic ?? null)}` };
}

/** A copy for each statistic. */
function splitByStatistic(query: Json): readonly Json[] {
  const statistics: unknown = query.statistics;
  delete query.statistics;
  if (!Array.isArray(statistics)) return [query];
  if (statistics.length === 0) return [query];
  return statistics.map((statistic: unknown) => (statistic === null ? { ...query } : { ...query, statistic }));
}

/** The first free refId of one or two letters, or else that of Grafana's migration. */
function nextRefId(targets: readonly Json[]): string {
  const used = new Set(targets.map(({ refId }) => refId));
  return refIds.find((refId) => !used.has(refId)) ?? "X0";
}
