import type { YamlEntry } from "../../../yaml/index.js";
import type { SourceText } from "../source-rules.js";
import type { RuleFileReader } from "./rule-file-reader.js";

/** The text of `alert`, `record` or `expr`; undefined when the field is absent or empty. */
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

/** Older releases keep these fields as they are written and use what stands there, alias or null, as the text. */
function rawText({ decoder }: RuleFileReader, { value }: YamlEntry, field: string): string | undefined {
  if (value.kind === "scalar") return value.value;
  if (value.kind === "alias") {
    decoder.report("rules/alias-as-text", value, `Prometheus takes the alias for the text "${value.name}"`, {
      details: `Before 3.3 Prometheus does not resolve an alias in ${field}.`,
      fix: "write the text itself",
    });
    return value.name;
  }
  decoder.report("rules/wrong-type", value, `${field} must be a text; Prometheus takes this for nothing`, {
    severity: "warning",
  });
  return undefined;
}
