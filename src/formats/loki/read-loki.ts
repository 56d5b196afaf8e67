import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { inFileOrder } from "../../diagnostics/order.js";
import { Decoder, readYaml } from "../../yaml/index.js";
import { checkSchema, reportMissingSchema } from "./check-schema.js";
import { checkValues } from "./check-values.js";
import { lokiFindings } from "./findings.js";
import { type LokiDecoder, readFields } from "./read-fields.js";
import { Settings } from "./settings.js";
import { lokiShape } from "./shape.js";

export interface ReadLokiOptions {
  /** The path that diagnostics show. */
  readonly file: string;
  /** The day that periods of the schema are compared with, as `2026-06-01`. */
  readonly today: string;
}

export interface ReadLokiResult {
  /** In file order. They include an error if `loki -verify-config` fails. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a configuration of Loki as strictly as Loki does.
 *
 * ```ts
 * const { diagnostics } = readLoki(text, { file: "loki.yml", today: "2026-06-01" });
 * ```
 */
export function readLoki(text: string, { file, today }: ReadLokiOptions): ReadLokiResult {
  const yaml = readYaml(text, { file });
  if (yaml.diagnostics.length > 0) return { diagnostics: yaml.diagnostics };
  const ids = { unknownField: "loki/unknown-field", wrongType: "loki/wrong-type" } as const;
  const decoder: LokiDecoder = new Decoder(yaml, lokiFindings, ids);
  const root = yaml.documents[0];
  if (root === undefined) reportMissingSchema(decoder, { start: 0, end: 0 });
  if (root === undefined || !decoder.checkAliases(root)) return { diagnostics: decoder.diagnostics };
  readFields(decoder, root, "the configuration", lokiShape());
  const settings = new Settings(root);
  checkSchema(decoder, settings, today);
  checkValues(decoder, settings);
  return { diagnostics: inFileOrder(decoder.diagnostics) };
}
