import type { LogStream } from "../../model/metric/log-stream.js";
import { type LineFields, requestedText } from "./line-fields.js";

/** The spaces after the punctuation of JSON: none, or those that Python's `json.dumps` writes. */
export type Spacing = "compact" | "spaced";

/** Formats fields as a line. Lines without a format follow a pattern such as `<ip> - <method>`, if there is one. */
export function formatLine(
  fields: LineFields,
  format: LogStream["format"],
  spacing: Spacing,
  pattern: string | undefined,
): string {
  if (format === "json") return formatJson(fields, spacing);
  if (format === "logfmt") return formatLogfmt(fields);
  return pattern === undefined ? Object.values(fields).join(" ") : fillPattern(pattern, fields);
}

function formatJson(fields: LineFields, spacing: Spacing): string {
  const space = spacing === "spaced" ? " " : "";
  const pairs = namedFields(fields).map(([name, value]) => `${JSON.stringify(name)}:${space}${JSON.stringify(value)}`);
  return `{${pairs.join(`,${space}`)}}`;
}

function formatLogfmt(fields: LineFields): string {
  const pairs = namedFields(fields);
  return pairs.map(([name, value]) => `${name}=${/[\s="\\]/.test(value) ? JSON.stringify(value) : value}`).join(" ");
}

function namedFields(fields: LineFields): readonly (readonly [string, string])[] {
  return Object.entries(fields).filter(([name]) => name !== requestedText);
}

function fillPattern(pattern: string, fields: LineFields): string {
  const line = pattern.replaceAll(/<(\w+)>/g, (_, name: string) => fields[name] ?? "x");
  const text = fields[requestedText];
  return text === undefined ? line : `${line} ${text}`;
}
