import { isAtLeast } from "../../../promql/index.js";
import {
  findRuleProblem,
  type NameScheme,
  type RelabelAction,
  type RelabelRule,
  relabelActions,
} from "../../../relabel/index.js";
import { type Fields, getItems, getText, getTexts, getWhole, isSet, rangeOf } from "../shapes/fields.js";
import type { ShapeReader } from "../shapes/shape-reader.js";

const fieldNames: Readonly<Record<keyof RelabelRule, string>> = {
  action: "action",
  sourceLabels: "source_labels",
  separator: "separator",
  regex: "regex",
  modulus: "modulus",
  targetLabel: "target_label",
  replacement: "replacement",
};

/** Reads the rules of a list of relabelling rules and reports those that Prometheus refuses. */
export function readRelabelRules(
  reader: ShapeReader,
  fields: Fields,
  name: string,
  scheme: NameScheme = reader.scheme,
): readonly RelabelRule[] {
  return getItems(fields, name).flatMap(({ node, fields: rule }) => {
    if (rule !== undefined) return readRule(reader, rule, scheme) ?? [];
    reader.report("prometheus/empty-section", node, `${name} has an empty rule`, "remove the item");
    return [];
  });
}

function readRule(reader: ShapeReader, fields: Fields, scheme: NameScheme): RelabelRule | undefined {
  const action = readAction(reader, fields);
  if (action === undefined) return undefined;
  const rule: RelabelRule = {
    action,
    ...(isSet(fields, "source_labels") && { sourceLabels: getTexts(fields, "source_labels") }),
    ...text(fields, "separator", "separator"),
    ...text(fields, "regex", "regex"),
    ...text(fields, "targetLabel", "target_label"),
    ...text(fields, "replacement", "replacement"),
    ...(isSet(fields, "modulus") && { modulus: getWhole(fields, "modulus") }),
  };
  const problem = findRuleProblem(rule, reader.version, scheme);
  if (problem === undefined) return rule;
  const range = problem.field === undefined ? fields.node : rangeOf(fields, fieldNames[problem.field]);
  const start = { start: range.start, end: problem.field === undefined ? range.start : range.end };
  reader.report("prometheus/relabelling", start, problem.summary, problem.fix);
  return undefined;
}

/** A field that is written without a value is empty; one that is not written has its default. */
function text(fields: Fields, key: keyof RelabelRule, name: string): Partial<RelabelRule> {
  return fields.values.has(name) ? { [key]: getText(fields, name) } : {};
}

function readAction(reader: ShapeReader, fields: Fields): RelabelAction | undefined {
  const written = getText(fields, "action", "replace");
  const action = relabelActions.find((known) => known === written.toLowerCase());
  if (action !== undefined) return action;
  const summary = written === "" ? "action is empty" : `there is no action "${written}"`;
  reader.report("prometheus/relabelling", rangeOf(fields, "action"), summary, `use ${relabelActions.join(", ")}`);
  return undefined;
}

/** The names that labels of a job may have. Relabelling follows the setting of the job since 3.7. */
export function relabelScheme(reader: ShapeReader, setting: string): NameScheme {
  return setting === "legacy" && isAtLeast(reader.version, 3, 7) ? "legacy" : reader.scheme;
}
