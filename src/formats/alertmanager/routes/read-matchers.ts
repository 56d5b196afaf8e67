import { isNull, resolveAlias, type TextEntry, type YamlNode } from "../../../yaml/index.js";
import { type Fields, getTextMap, type ShapeReader } from "../shapes/shape-reader.js";
import { isAtLeastVersion } from "../version.js";
import { type LabelMatcher, parseMatchers } from "./matchers.js";
import { compilePattern } from "./pattern.js";

export function isClassicLabelName(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);
}

/** True if the targeted release accepts the label name. Since 0.27 it may be any non-empty text. */
export function isLabelName({ version }: ShapeReader, name: string): boolean {
  return isAtLeastVersion(version, 27) ? name !== "" : isClassicLabelName(name);
}

/** The matchers of a route or of one side of an inhibition: `match`, `match_re` and `matchers` with a prefix. */
export function readMatchers(reader: ShapeReader, fields: Fields, prefix: "" | "source_" | "target_"): LabelMatcher[] {
  return [
    ...readMatch(reader, getTextMap(fields, `${prefix}match`)),
    ...readMatchRe(reader, fields, `${prefix}match_re`),
    ...readMatcherList(reader, fields, `${prefix}matchers`),
  ];
}

function readMatch(reader: ShapeReader, texts: readonly TextEntry[]): LabelMatcher[] {
  return texts.map(({ name, value }) => {
    checkName(reader, name);
    return { name: name.value, operator: "=", value: value.value };
  });
}

function readMatchRe(reader: ShapeReader, fields: Fields, field: string): LabelMatcher[] {
  return getTextMap(fields, field).map(({ name, value }) => {
    checkName(reader, name);
    if (isNullValue(value.node)) {
      const fix = "write a pattern, such as `.*`; an empty one is a pair of quotes";
      reader.decoder.report("alertmanager/matcher", value.node, `${field}: "${name.value}" has no pattern`, { fix });
      return { name: name.value, operator: "=~", value: "" };
    }
    const { isValid, error } = compilePattern(value.value);
    if (!isValid)
      reader.decoder.report("alertmanager/matcher", value.node, `${field}: ${error ?? "not a regular expression"}`);
    return { name: name.value, operator: "=~", value: value.value };
  });
}

/** Alertmanager decodes a pattern that is null to no pattern at all, and refuses it; `match` takes null for an empty text. */
function isNullValue(node: YamlNode): boolean {
  const target = resolveAlias(node);
  return target.kind === "scalar" && isNull(target);
}

function checkName(reader: ShapeReader, { value, node }: TextEntry["name"]): void {
  if (isClassicLabelName(value)) return;
  reader.decoder.report("alertmanager/invalid-label-name", node, `"${value}" is not a valid label name`);
}

function readMatcherList(reader: ShapeReader, fields: Fields, field: string): LabelMatcher[] {
  const entry = fields.entries.get(field);
  if (entry === undefined) return [];
  const { decoder, version } = reader;
  return decoder.readValidList(entry.value).flatMap((node) => {
    const text = decoder.readValidText(node);
    if (text === undefined) return [];
    const { matchers, problem, deprecation } = parseMatchers(text, version);
    if (problem !== undefined) decoder.report("alertmanager/matcher", node, problem);
    if (deprecation !== undefined) {
      const fix = "put the value in double quotes and double its backslashes";
      decoder.report("alertmanager/ambiguous-matcher", node, deprecation, { fix });
    }
    return matchers;
  });
}
