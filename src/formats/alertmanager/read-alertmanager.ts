import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import { Decoder, readYaml, toSpan, type YamlText } from "../../yaml/index.js";
import { alertmanagerFindings } from "./findings.js";
import { isInPlainText, listSecrets } from "./list-secrets.js";
import { checkGlobal, checkReceivers, checkTracing } from "./receivers/check-receivers.js";
import { checkIntervals } from "./routes/check-intervals.js";
import { isClassicLabelName, readMatchers } from "./routes/read-matchers.js";
import { checkReferences, readRoutes } from "./routes/read-routes.js";
import {
  type AlertmanagerDecoder,
  type Fields,
  fieldValues,
  getFields,
  getList,
  getText,
  getTexts,
  ShapeReader,
  toData,
} from "./shapes/shape-reader.js";
import { configShape } from "./shapes/shapes.js";
import type { SourceConfig, SourceInhibitRule, SourceRoute, SourceTimeInterval } from "./source-config.js";
import type { AlertmanagerConfig, InhibitRule, NamedTimeInterval, Receiver, Route } from "./types.js";
import { type AlertmanagerVersion, isAtLeastVersion } from "./version.js";

export interface ReadAlertmanagerOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The targeted Alertmanager release. */
  readonly version: AlertmanagerVersion;
}

export interface ReadAlertmanagerResult {
  /** The parts that could be read. Undefined if the text is not valid YAML or is empty. */
  readonly config: SourceConfig | undefined;
  /** In file order. They include an error exactly when `amtool check-config` of that release fails. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads an Alertmanager configuration as strictly as the targeted Alertmanager does, and reports all problems at once.
 * Diagnostics never quote secrets.
 *
 * ```ts
 * const { config, diagnostics } = readAlertmanager(text, { file: "alertmanager.yml", version: { major: 0, minor: 28 } });
 * ```
 */
export function readAlertmanager(text: string, { file, version }: ReadAlertmanagerOptions): ReadAlertmanagerResult {
  const yaml = readYaml(text, { file });
  if (yaml.diagnostics.length > 0) return { config: undefined, diagnostics: yaml.diagnostics };
  const decoder = new Decoder(
    yaml,
    alertmanagerFindings,
    { unknownField: "alertmanager/unknown-field", wrongType: "alertmanager/wrong-type" },
    "yaml.v2",
  );
  const reader = new ShapeReader(decoder, version);
  const root = yaml.documents[0];
  const fields = root && decoder.checkAliases(root) ? reader.read(root, configShape) : undefined;
  const config = fields && readConfig(reader, fields, yaml);
  if (fields === undefined && decoder.diagnostics.length === 0) reportMissingRoute(decoder, 0);
  return { config, diagnostics: inFileOrder(decoder.diagnostics) };
}

function readConfig(reader: ShapeReader, fields: Fields, yaml: YamlText): SourceConfig {
  const { decoder } = reader;
  const global = getFields(fields, "global");
  if (global !== undefined) checkGlobal(reader, global);
  const tracing = getFields(fields, "tracing");
  if (tracing !== undefined) checkTracing(reader, tracing);
  const receivers = getList(fields, "receivers");
  checkReceivers(reader, receivers, global);
  const timeIntervals = readTimeIntervals(reader, fields);
  const inhibitRules = getList(fields, "inhibit_rules").map((rule) => readInhibitRule(reader, rule));
  const entry = fields.entries.get("route");
  const route = entry && readRoutes(reader, entry.value);
  if (route === undefined) reportMissingRoute(decoder, fields.node.start);
  else {
    const names = new Set(receivers.map((receiver) => getText(receiver, "name")));
    checkReferences(reader, route, names, new Set(timeIntervals.map(({ data }) => data.name)));
  }
  const data = { ...toData(fields), route: route === undefined ? {} : toRoute(route) } as unknown as AlertmanagerConfig;
  return {
    file: yaml.file,
    data,
    route,
    receivers: receivers.map((receiver) => ({
      ...rangeOf(receiver),
      data: toData(receiver) as unknown as Receiver,
      fields: fieldValues(receiver),
    })),
    inhibitRules,
    timeIntervals,
    plainSecrets: () => listSecrets(fields.node, reader.version).filter(isInPlainText),
    span: (range) => toSpan(yaml, range),
  };
}

function reportMissingRoute(decoder: AlertmanagerDecoder, start: number): void {
  const fix = "add route with a receiver; it gets all alerts that no other route matches";
  decoder.report("alertmanager/missing-route", { start, end: start }, "the root route is missing", { fix });
}

function rangeOf({ node }: Fields): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

function readTimeIntervals(reader: ShapeReader, fields: Fields): SourceTimeInterval[] {
  const { decoder } = reader;
  const seen = new Set<string>();
  const named = [...getList(fields, "mute_time_intervals"), ...getList(fields, "time_intervals")];
  return named.map((interval) => {
    const name = getText(interval, "name");
    decoder.subject = name === "" ? undefined : `time interval "${name}"`;
    const { start } = interval.node;
    if (name === "") decoder.report("alertmanager/missing-name", { start, end: start }, "a time interval needs a name");
    else if (seen.has(name)) {
      const range = interval.entries.get("name")!.value;
      decoder.report("alertmanager/duplicate-name", range, `duplicate time interval "${name}"`);
    }
    seen.add(name);
    checkIntervals(reader, interval);
    decoder.subject = undefined;
    const data = { name, time_intervals: [], ...toData(interval) } as unknown as NamedTimeInterval;
    return { ...rangeOf(interval), data };
  });
}

function readInhibitRule(reader: ShapeReader, rule: Fields): SourceInhibitRule {
  const { decoder, version } = reader;
  for (const label of getTexts(rule, "equal")) {
    // Matchers accept UTF-8 label names since 0.27, this list only since 0.29.
    if (isClassicLabelName(label) || (isAtLeastVersion(version, 29) && label !== "")) continue;
    const range = rule.entries.get("equal")!.value;
    decoder.report("alertmanager/invalid-label-name", range, `equal: "${label}" is not a valid label name`);
  }
  const source = readMatchers(reader, rule, "source_");
  const target = readMatchers(reader, rule, "target_");
  const data = toData(rule) as unknown as InhibitRule;
  return { ...rangeOf(rule), data, source, target, fields: fieldValues(rule) };
}

/** Converts the routing tree to plain data from the leaves up, without recursion. */
function toRoute(root: SourceRoute): Route {
  const order = [root];
  for (const route of order) for (const child of route.routes) order.push(child);
  const built = new Map<SourceRoute, Route>();
  for (const route of order.reverse()) {
    const routes = route.routes.map((child) => built.get(child)!);
    built.set(route, routes.length > 0 ? { ...route.data, routes } : route.data);
  }
  return built.get(root)!;
}
