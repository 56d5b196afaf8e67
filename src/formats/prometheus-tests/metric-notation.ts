import { type Metric, metricNameLabel, metricOf } from "../../promql/evaluate/index.js";
import { quote, unquote } from "../../promql/index.js";
import { isReservedName } from "../../promql/syntax/grammar.js";
import { scanString } from "../../promql/syntax/strings.js";

/** A series' labels as tests write them, and where they end; or what is wrong with them, and where. */
export type MetricNotation =
  | { readonly metric: Metric; readonly end: number; readonly error?: undefined }
  | { readonly error: string; readonly at: number };

export interface MetricNotationOptions {
  /** Names may stand in quotes, as they may since 3.0. Default true. */
  readonly quotedNames?: boolean;
  /** Space may stand in front of the braces, as it may not where values follow. Default true. */
  readonly spacedBraces?: boolean;
}

const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const label = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const space = /[ \t\r\n]*/y;

/** Words of the language behind an operator only. */
const fillWord = /^fill(?:_left|_right)?$/i;

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
export function parseMetric(
  source: string,
  { quotedNames = true, spacedBraces = true }: MetricNotationOptions = {},
): MetricNotation {
  let at = take(space, source, 0).length;
  const bare = take(name, source, at);
  if (isReservedName(bare) && !fillWord.test(bare))
    return { error: `${bare} is a word of the language and cannot be the name`, at };
  at += bare.length;
  const braces = at + (spacedBraces ? take(space, source, at).length : 0);
  if (source[braces] !== "{" || source[braces + 1] === "{") {
    if (bare === "") return { error: "expected the name or labels of a series", at };
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

/** Reads labels up to the brace that closes them. */
function readLabels(source: string, start: number, quotedNames: boolean): Labels | Problem {
  const labels = new Map<string, string>();
  let at = start;
  for (;;) {
    at += take(space, source, at).length;
    if (source[at] === "}") return { labels, end: at + 1 };
    const item = readItem(source, at, quotedNames);
    if (item.error !== undefined) return item;
    const [key, value] = item.pair;
    if (labels.get(key) && value !== "") return { error: `the label ${quote(key)} stands twice`, at };
    labels.set(key, value);
    at = item.end + take(space, source, item.end).length;
    if (source[at] === ",") at++;
    else if (source[at] !== "}") return { error: 'expected "," or "}" between the labels of a series', at };
  }
}

type Item = { readonly pair: readonly [string, string]; readonly end: number; readonly error?: undefined };

function readItem(source: string, start: number, quotedNames: boolean): Item | Problem {
  const quoted = quotedNames ? readText(source, start) : undefined;
  if (quoted?.error !== undefined) return quoted;
  const written = quoted ? "" : take(label, source, start);
  const key = quoted ? quoted.value : written;
  let at = quoted ? quoted.end : start + written.length;
  if (!quoted && written === "") return { error: "expected the name of a label", at: start };
  at += take(space, source, at).length;
  if (source[at] !== "=") {
    if (quoted) return { pair: [metricNameLabel, key], end: at };
    return { error: `expected "=" after label ${key}`, at };
  }
  at += 1 + take(space, source, at + 1).length;
  if (source[at] === "~") return { error: `a series has its labels with =, not with =~`, at };
  const value = readText(source, at);
  if (value === undefined) return { error: `expected the value of label ${key} in quotes`, at };
  return value.error === undefined ? { pair: [key, value.value], end: value.end } : value;
}

type Text = { readonly value: string; readonly end: number; readonly error?: undefined };

/** A text in quotes; undefined where there is none. */
function readText(source: string, at: number): Text | Problem | undefined {
  if (!/["'`]/.test(source[at] ?? "")) return undefined;
  const { end, ok, problem } = scanString(source, at);
  if (!ok) return { error: problem ?? "unterminated quoted string", at };
  return { value: unquote(source.slice(at, end)), end };
}
