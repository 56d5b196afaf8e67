import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import { quote, unquote } from "../../promql/index.js";
import { isReservedName } from "../../promql/syntax/grammar.js";
import { scanString } from "../../promql/syntax/strings.js";

/** The parsed name and labels of a series with the offset where they end, or a syntax error with its offset. */
export type MetricNotation =
  | { readonly metric: Metric; readonly end: number; readonly error?: undefined }
  | { readonly error: string; readonly at: number };

export interface MetricNotationOptions {
  /** Allows quoted names, as Prometheus does since 3.0. @default true */
  readonly quotedNames?: boolean;
  /** Allows a space before the opening brace; promtool does not, where values follow. @default true */
  readonly spacedBraces?: boolean;
}

const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const label = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const space = /[ \t\r\n]*/y;

/** Keywords only after an operator, so they are valid metric names here. */
const fillWord = /^fill(?:_left|_right)?$/i;

function take(pattern: RegExp, source: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? "";
}

/**
 * Parses the name and labels of a series at the start of a text: `up{job="api"}`, `{"my.metric", "my.label"="a"}` or `{}`.
 *
 * @example
 * ```ts
 * parseMetric('up{job="api"} 1 2 3'); // { metric, end: 13 }
 * ```
 */
export function parseMetric(
  source: string,
  { quotedNames = true, spacedBraces = true }: MetricNotationOptions = {},
): MetricNotation {
  let at = take(space, source, 0).length;
  const bare = take(name, source, at);
  if (isReservedName(bare) && !fillWord.test(bare))
    return { error: `${bare} is a PromQL keyword and cannot be a metric name`, at };
  at += bare.length;
  const braces = at + (spacedBraces ? take(space, source, at).length : 0);
  if (source[braces] !== "{" || source[braces + 1] === "{") {
    if (bare === "") return { error: "expected a metric name or labels in braces", at };
    return { metric: metricOf([[metricNameLabel, bare]]), end: at };
  }
  const read = readLabels(source, braces + 1, quotedNames);
  if (read.error !== undefined) return read;
  if (bare !== "") read.labels.set(metricNameLabel, bare);
  return { metric: metricOf(read.labels), end: read.end };
}

interface Problem {
  readonly error: string;
  readonly at: number;
}

type Labels = { readonly labels: Map<string, string>; readonly end: number; readonly error?: undefined };

/** Parses labels up to the closing brace. */
function readLabels(source: string, start: number, quotedNames: boolean): Labels | Problem {
  const labels = new Map<string, string>();
  let at = start;
  for (;;) {
    at += take(space, source, at).length;
    if (source[at] === "}") return { labels, end: at + 1 };
    const item = readItem(source, at, quotedNames);
    if (item.error !== undefined) return item;
    const [key, value] = item.pair;
    if (labels.get(key) && value !== "") return { error: `duplicate label ${quote(key)}`, at };
    labels.set(key, value);
    at = item.end + take(space, source, item.end).length;
    if (source[at] === ",") at++;
    else if (source[at] !== "}") return { error: 'expected "," or "}" after a label', at };
  }
}

type Item = { readonly pair: readonly [string, string]; readonly end: number; readonly error?: undefined };

function readItem(source: string, start: number, quotedNames: boolean): Item | Problem {
  const quoted = quotedNames ? readText(source, start) : undefined;
  if (quoted?.error !== undefined) return quoted;
  const written = quoted ? "" : take(label, source, start);
  const key = quoted ? quoted.value : written;
  let at = quoted ? quoted.end : start + written.length;
  if (!quoted && written === "") return { error: "expected a label name", at: start };
  at += take(space, source, at).length;
  if (source[at] !== "=") {
    if (quoted) return { pair: [metricNameLabel, key], end: at };
    return { error: `expected "=" after label ${key}`, at };
  }
  at += 1 + take(space, source, at + 1).length;
  if (source[at] === "~") return { error: "labels of a series need =, not =~", at };
  const value = readText(source, at);
  if (value === undefined) return { error: `expected a quoted value for label ${key}`, at };
  return value.error === undefined ? { pair: [key, value.value], end: value.end } : value;
}

type Text = { readonly value: string; readonly end: number; readonly error?: undefined };

/** Parses a quoted string. Undefined if there is none. */
function readText(source: string, at: number): Text | Problem | undefined {
  if (!/["'`]/.test(source[at] ?? "")) return undefined;
  const { end, ok, problem } = scanString(source, at);
  if (!ok) return { error: problem ?? "unterminated quoted string", at };
  return { value: unquote(source.slice(at, end)), end };
}
