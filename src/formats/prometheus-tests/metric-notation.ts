import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import { unquote } from "../../promql/index.js";

/** A series' labels as tests write them, and where they end; or what is wrong with them. */
export type MetricNotation =
  | { readonly metric: Metric; readonly end: number; readonly error?: undefined }
  | { readonly error: string };

const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const label = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
const space = /\s*/y;

function take(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

/**
 * Reads the labels of a series at the start of a text: `up{job="api"}`, `{"my.metric", "my.label"="a"}` or `{}`.
 *
 * @example
 * ```ts
 * parseMetric('up{job="api"} 1 2 3'); // { metric, end: 13 }
 * ```
 */
export function parseMetric(source: string): MetricNotation {
  const pairs: [string, string][] = [];
  let at = take(space, source, 0).length;
  const bare = take(name, source, at);
  if (bare !== "") pairs.push([metricNameLabel, bare]);
  at += bare.length;
  const braces = at + take(space, source, at).length;
  if (source[braces] !== "{" || source[braces + 1] === "{") {
    return bare === "" ? { error: `expected the name or labels of a series` } : { metric: metricOf(pairs), end: at };
  }
  at = braces + 1;
  for (;;) {
    at += take(space, source, at).length;
    if (source[at] === "}") return { metric: metricOf(pairs), end: at + 1 };
    const item = readItem(source, at);
    if ("error" in item) return item;
    pairs.push(item.pair);
    at = item.end + take(space, source, item.end).length;
    if (source[at] === ",") at++;
    else if (source[at] !== "}") return { error: 'expected "," or "}" between the labels of a series' };
  }
}

function readItem(source: string, start: number): { pair: [string, string]; end: number } | { error: string } {
  const quoted = take(text, source, start);
  const written = quoted === "" ? take(label, source, start) : quoted;
  if (written === "") return { error: "expected the name of a label" };
  const key = quoted === "" ? written : unquote(quoted);
  let at = start + written.length;
  at += take(space, source, at).length;
  if (source[at] !== "=") {
    return quoted === "" ? { error: `expected "=" after label ${key}` } : { pair: [metricNameLabel, key], end: at };
  }
  at += 1 + take(space, source, at + 1).length;
  const value = take(text, source, at);
  if (value === "") return { error: `expected the value of label ${key} in quotes` };
  return { pair: [key, unquote(value)], end: at + value.length };
}
