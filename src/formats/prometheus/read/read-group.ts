import type { YamlEntry, YamlNode } from "../../../yaml/index.js";
import type { SourceGroup, SourceRule, SourceText } from "../source-rules.js";
import type { RuleGroup } from "../types.js";
import { reportIgnoredFields } from "./ignored-fields.js";
import { readRule, record } from "./read-rule.js";
import { fieldValues, type RuleFileReader } from "./rule-file-reader.js";

/** Reads one group. `seen` holds the earlier groups of the file by name. */
export function readGroup(
  reader: RuleFileReader,
  node: YamlNode,
  seen: Map<string, YamlNode>,
): SourceGroup | undefined {
  const { decoder } = reader;
  decoder.subject = undefined;
  const fields = decoder.struct(node, "a rule group", reader.groupFields);
  if (fields === undefined) return undefined;
  const located = decoder.locatedText(fields.get("name"), "the group's name");
  const name = located?.value ? reader.sourceText(located) : undefined;
  checkGroupName(reader, node, name, seen);
  decoder.subject = name && `group "${name.value}"`;
  const labels = reader.labels(fields.get("labels"), "labels");
  reader.checkLabelNames(labels, "rules/invalid-label-name", "label");
  const options = groupOptions(reader, fields);
  reportIgnoredFields(reader, fields, ["query_offset", "labels"]);
  const rules = readRules(reader, fields.get("rules"), name?.value ?? "");
  const data: RuleGroup = {
    name: name?.value ?? "",
    ...options,
    ...(labels.length > 0 && { labels: record(labels) }),
    rules: rules.map((rule) => rule.data),
  };
  return { start: node.start, end: node.end, name, fields: fieldValues(fields), labels, rules, data };
}

function groupOptions(
  reader: RuleFileReader,
  fields: ReadonlyMap<string, YamlEntry>,
): Pick<RuleGroup, "interval" | "query_offset" | "limit" | "partial_response_strategy"> {
  const { decoder } = reader;
  const interval = reader.duration(fields.get("interval"), "interval");
  const offset = reader.duration(fields.get("query_offset"), "query_offset");
  const limit = fields.has("limit") ? decoder.integer(fields.get("limit")!.value, "limit") : undefined;
  const strategy = decoder.locatedText(fields.get("partial_response_strategy"), "partial_response_strategy");
  return {
    ...(interval !== undefined && { interval }),
    ...(offset !== undefined && { query_offset: offset }),
    ...(limit !== undefined && { limit }),
    ...(strategy !== undefined && { partial_response_strategy: strategy.value }),
  };
}

function readRules(reader: RuleFileReader, entry: YamlEntry | undefined, group: string): SourceRule[] {
  const nodes = entry === undefined ? [] : reader.decoder.list(entry.value, "rules");
  const rules: SourceRule[] = [];
  for (const [index, node] of nodes.entries()) {
    const rule = readRule(reader, node, group, index + 1);
    if (rule !== undefined) rules.push(rule);
  }
  return rules;
}

function checkGroupName(
  { decoder }: RuleFileReader,
  node: YamlNode,
  name: SourceText | undefined,
  seen: Map<string, YamlNode>,
): void {
  const range = { start: node.start, end: node.start };
  if (name === undefined) {
    decoder.report("rules/missing-group-name", range, "the group has no name", { fix: "set name" });
  }
  const key = name?.value ?? "";
  const first = seen.get(key);
  if (first === undefined) seen.set(key, node);
  else if (name !== undefined) {
    decoder.report("rules/duplicate-group", range, `duplicate group "${key}"`, {
      fix: "rename one of them, or merge their rules into one group",
      related: [decoder.related("the first group with this name", { start: first.start, end: first.start })],
    });
  }
}
