import type { YamlEntry, YamlNode } from "../../../yaml/index.js";
import { parseDuration } from "../duration.js";
import { findRecordingNameProblem } from "../names.js";
import type { SourceLabel, SourceRule, SourceText } from "../source-rules.js";
import type { Rule } from "../types.js";
import { reportIgnoredFields } from "./ignored-fields.js";
import { type ParsedExpr, readExpr } from "./read-expr.js";
import { fieldValues, type RuleFileReader } from "./rule-file-reader.js";
import { ruleText } from "./rule-text.js";

type Fields = ReadonlyMap<string, YamlEntry>;

/** Reads one rule. `number` starts at 1, as in promtool's messages. */
export function readRule(
  reader: RuleFileReader,
  node: YamlNode,
  group: string,
  number: number,
): SourceRule | undefined {
  const { decoder } = reader;
  const subject = `rule ${number} of group "${group}"`;
  decoder.subject = subject;
  const fields = decoder.struct(node, "a rule", reader.ruleFields);
  if (fields === undefined) return undefined;
  const alert = ruleText(reader, fields, "alert");
  const toRecord = ruleText(reader, fields, "record");
  const name = alert ?? toRecord;
  if (name !== undefined) decoder.subject = `${alert ? "alert" : "recording rule"} "${name.value}" of group "${group}"`;
  checkName(reader, node, fields, alert, toRecord);
  const expr = readExpr(reader, fields, node);
  const labels = reader.labels(fields.get("labels"), "labels");
  const annotations = reader.labels(fields.get("annotations"), "annotations");
  reader.checkLabelNames(labels, "rules/invalid-label-name", "label");
  reader.checkLabelNames(annotations, "rules/invalid-annotation-name", "annotation");
  const pending = reader.duration(fields.get("for"), "for");
  const keepFiring = reader.duration(fields.get("keep_firing_for"), "keep_firing_for");
  reportIgnoredFields(reader, fields, ["keep_firing_for"]);
  if (toRecord !== undefined) {
    const durations = new Map([["for", pending] as const, ["keep_firing_for", keepFiring] as const]);
    checkRecordingRule(reader, fields, toRecord, durations, annotations);
  }
  if (alert !== undefined) for (const { value } of [...labels, ...annotations]) reader.checkTemplate(value);
  const kind = alert === undefined && toRecord !== undefined ? "record" : "alert";
  const data = buildRule(kind, name, expr, labels, annotations, pending, keepFiring);
  const { start, end } = node;
  return { kind, start, end, name, ...expr, fields: fieldValues(fields), labels, annotations, data };
}

function buildRule(
  kind: "alert" | "record",
  name: SourceText | undefined,
  { expr }: ParsedExpr,
  labels: readonly SourceLabel[],
  annotations: readonly SourceLabel[],
  pending: string | undefined,
  keepFiring: string | undefined,
): Rule {
  const text = expr?.value ?? "";
  const labelled = labels.length > 0 && { labels: record(labels) };
  if (kind === "record") return { record: name!.value, expr: text, ...labelled };
  return {
    alert: name?.value ?? "",
    expr: text,
    ...(pending !== undefined && { for: pending }),
    ...(keepFiring !== undefined && { keep_firing_for: keepFiring }),
    ...labelled,
    ...(annotations.length > 0 && { annotations: record(annotations) }),
  };
}

/** Uses `fromEntries`, because assigning to a label called `__proto__` would set the prototype. */
export function record(labels: readonly SourceLabel[]): Record<string, string> {
  return Object.fromEntries(labels.map(({ name, value }) => [name.value, value.value]));
}

function checkName(
  { decoder }: RuleFileReader,
  node: YamlNode,
  fields: Fields,
  alert: SourceText | undefined,
  record: SourceText | undefined,
): void {
  if (alert !== undefined && record !== undefined) {
    decoder.report("rules/alert-and-record", record, "a rule cannot have both alert and record", {
      fix: "keep one, and write a second rule for the other",
      related: [decoder.related("alert is set here", alert)],
    });
  } else if (alert === undefined && record === undefined) {
    const range = (fields.get("record") ?? fields.get("alert"))?.value ?? { start: node.start, end: node.start };
    decoder.report("rules/missing-name", range, "the rule has neither alert nor record", {
      fix: "set alert or record",
    });
  }
}

function checkRecordingRule(
  reader: RuleFileReader,
  fields: Fields,
  record: SourceText,
  durations: ReadonlyMap<string, string | undefined>,
  annotations: readonly SourceLabel[],
): void {
  const { decoder } = reader;
  const related = [decoder.related("record is set here", record)];
  for (const [field, duration] of durations) {
    if (duration === undefined || parseDuration(duration) === 0) continue;
    const summary = `a recording rule cannot have ${field}`;
    decoder.report("rules/field-of-alerts", fields.get(field)!.value, summary, { related });
  }
  if (annotations.length > 0) {
    const range = fields.get("annotations")!.key;
    decoder.report("rules/field-of-alerts", range, "a recording rule cannot have annotations", { related });
  }
  const problem = findRecordingNameProblem(record.value, reader.version);
  if (problem) decoder.report("rules/invalid-recording-name", record, problem.summary, { fix: problem.fix });
}
