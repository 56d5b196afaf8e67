import type { YamlEntry } from "../../../yaml/index.js";
import type { SourceText } from "../source-rules.js";
import type { RuleFileReader } from "./rule-file-reader.js";

/** The text of `alert`, `record` or `expr`. Undefined if the field is absent or empty. */
export function ruleText(
  reader: RuleFileReader,
  fields: ReadonlyMap<string, YamlEntry>,
  field: "alert" | "record" | "expr",
): SourceText | undefined {
  const node = fields.get(field)?.value;
  if (node === undefined) return undefined;
  const value = reader.hasRawRuleFields ? rawText(reader, fields.get(field)!, field) : reader.decoder.text(node, field);
  return value === undefined || value === "" ? undefined : reader.sourceText({ value, node });
}

/** Before 3.3, Prometheus reads these fields without resolving aliases or null. */
function rawText({ decoder }: RuleFileReader, { value }: YamlEntry, field: string): string | undefined {
  if (value.kind === "scalar") return value.value;
  if (value.kind === "alias") {
    decoder.report("rules/alias-as-text", value, `Prometheus reads this alias as the text "${value.name}"`, {
      details: `Before 3.3, Prometheus does not resolve aliases in ${field}.`,
      fix: "replace the alias with its text",
    });
    return value.name;
  }
  decoder.report("rules/wrong-type", value, `${field} must be a string; Prometheus ignores this value`, {
    severity: "warning",
  });
  return undefined;
}
