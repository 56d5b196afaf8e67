import type { LogStream } from "../../model/metric/log-stream.js";
import { generateMatches } from "../series/generate-matches.js";
import { type LineFields, requestedText } from "./line-fields.js";
import type { LineForm, LineRequests } from "./line-requests.js";

/** The spaces after the punctuation of JSON: none, or those that Python's `json.dumps` writes. */
export type Spacing = "compact" | "spaced";

/** Formats fields as a line. Lines without a format follow the expression of a parser, such as `<ip> - <method>`. */
export function formatLine(
  fields: LineFields,
  format: LogStream["format"],
  spacing: Spacing,
  form: LineForm | undefined,
  paths: LineRequests["paths"],
): string {
  if (format === "json") return formatJson(nestFields(fields, paths), spacing === "spaced" ? " " : "");
  if (format === "logfmt") return formatLogfmt(fields);
  return (form && fillForm(form, fields)) ?? Object.values(fields).join(" ");
}

/** Fields of a JSON object, in order. */
interface JsonObject extends Map<string, string | number | JsonObject> {}

function nestFields(fields: LineFields, paths: LineRequests["paths"]): JsonObject {
  const root: JsonObject = new Map();
  for (const [name, value] of namedFields(fields)) {
    const path = paths.get(name) ?? [name];
    let object = root;
    for (const part of path.slice(0, -1)) {
      const known = object.get(part);
      const inner: JsonObject = known instanceof Map ? known : new Map();
      object.set(part, inner);
      object = inner;
    }
    object.set(path.at(-1)!, value);
  }
  return root;
}

function formatJson(object: JsonObject, space: string): string {
  const pairs = [...object].map(([name, value]) => {
    const text = value instanceof Map ? formatJson(value, space) : JSON.stringify(value);
    return `${JSON.stringify(name)}:${space}${text}`;
  });
  return `{${pairs.join(`,${space}`)}}`;
}

function formatLogfmt(fields: LineFields): string {
  const pairs = namedFields(fields).map(([name, value]) => [name, String(value)] as const);
  return pairs.map(([name, value]) => `${name}=${/[\s="\\]/.test(value) ? JSON.stringify(value) : value}`).join(" ");
}

function namedFields(fields: LineFields): readonly (readonly [string, string | number])[] {
  return Object.entries(fields).filter(([name]) => name !== requestedText);
}

/** Fills the names of an expression with fields; undefined if no line can match it. */
function fillForm({ kind, expression }: LineForm, fields: LineFields): string | undefined {
  const fieldValue = (name: string) => (Object.hasOwn(fields, name) ? String(fields[name]) : undefined);
  const line =
    kind === "pattern"
      ? expression.replaceAll(/<(\w+)>/g, (_, name: string) => fieldValue(name) ?? "x")
      : generateMatches(expression, undefined, fieldValue)[0];
  const text = fields[requestedText];
  return line === undefined || text === undefined ? line : `${line} ${text}`;
}
