/** A path in JSON: keys, and indexes as `[0]`. */
export type JsonPath = readonly string[];

/** The place that an extraction reads, or the problem of its text. */
export type ParsedPath<T> = { readonly path: T; readonly problem?: undefined } | { readonly problem: string };

const step =
  /[ \t\n]*(?:(\.)?[ \t\n]*([a-zA-Z_][a-zA-Z0-9_]*)|\[[ \t\n]*"([^"\]]*)["\]]?[ \t\n]*\]|\[[ \t\n]*(\d+)[ \t\n]*\])/y;

/**
 * Reads the path of a value for the `json` parser.
 *
 * ```ts
 * parseJsonPath('request.headers["User-Agent"][0]'); // { path: ["request", "headers", "User-Agent", "[0]"] }
 * ```
 */
export function parseJsonPath(text: string): ParsedPath<JsonPath> {
  const source = text.trimEnd();
  const path: string[] = [];
  if (source === "") return { problem: "syntax error: unexpected $end, expecting LSB or FIELD" };
  for (let at = 0; at < source.length; at = step.lastIndex) {
    step.lastIndex = at;
    const match = step.exec(source);
    if (match === null) return { problem: `unexpected ${JSON.stringify(source.slice(at))}` };
    const [, dot, field, key, index] = match;
    // A dot stands between fields.
    if (field !== undefined && (dot === undefined) !== (at === 0)) return { problem: "syntax error: unexpected FIELD" };
    path.push(index === undefined ? (field ?? key ?? "") : `[${Number(index)}]`);
  }
  return { path };
}

/** Reads the key of a value for the `logfmt` parser: a name, or any key in quotation marks. */
export function parseLogfmtKey(text: string): ParsedPath<string> {
  const [, name, quoted] = /^[ \t\n]*(?:([a-zA-Z_][a-zA-Z0-9_]*)|"([^"\]]*)["\]]?)[ \t\n]*$/.exec(text) ?? [];
  const path = name ?? quoted;
  return path === undefined ? { problem: "syntax error: unexpected KEY" } : { path };
}
