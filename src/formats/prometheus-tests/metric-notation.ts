import { createMetric, type Metric, metricNameLabel } from "../../promql/evaluate/index.js";
import { isReservedMetricName, quote, scanString, unquote } from "../../promql/index.js";

/** The parsed name and labels of a series with the offset where they end, or a syntax error with its offset. */
export type MetricNotation =
  | { readonly metric: Metric; readonly end: number; readonly error?: undefined }
  | { readonly error: string; readonly offset: number };

export interface MetricNotationOptions {
  /** Allows quoted names, as Prometheus does since 3.0. @default true */
  readonly quotedNames?: boolean;
  /** Allows a space before the opening brace; promtool does not, where values follow. @default true */
  readonly spacedBraces?: boolean;
}

const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const label = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const space = /[ \t\r\n]*/y;

function take(pattern: RegExp, source: string, offset: number): string {
  pattern.lastIndex = offset;
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
  let offset = take(space, source, 0).length;
  const bare = take(name, source, offset);
  if (isReservedMetricName(bare)) return { error: `${bare} is a PromQL keyword and cannot be a metric name`, offset };
  offset += bare.length;
  const braces = offset + (spacedBraces ? take(space, source, offset).length : 0);
  if (source[braces] !== "{" || source[braces + 1] === "{") {
    if (bare === "") return { error: "expected a metric name or labels in braces", offset };
    return { metric: createMetric([[metricNameLabel, bare]]), end: offset };
  }
  const read = parseLabels(source, braces + 1, quotedNames);
  if (read.error !== undefined) return read;
  if (bare !== "") read.labels.set(metricNameLabel, bare);
  return { metric: createMetric(read.labels), end: read.end };
}

interface NotationError {
  readonly error: string;
  readonly offset: number;
}

type Labels = { readonly labels: Map<string, string>; readonly end: number; readonly error?: undefined };

/** Parses labels up to the closing brace. */
function parseLabels(source: string, start: number, quotedNames: boolean): Labels | NotationError {
  const labels = new Map<string, string>();
  let offset = start;
  for (;;) {
    offset += take(space, source, offset).length;
    if (source[offset] === "}") return { labels, end: offset + 1 };
    const item = parseLabel(source, offset, quotedNames);
    if (item.error !== undefined) return item;
    const [key, value] = item.pair;
    if (labels.get(key) && value !== "") return { error: `duplicate label ${quote(key)}`, offset };
    labels.set(key, value);
    offset = item.end + take(space, source, item.end).length;
    if (source[offset] === ",") offset++;
    else if (source[offset] !== "}") return { error: 'expected "," or "}" after a label', offset };
  }
}

type Item = { readonly pair: readonly [string, string]; readonly end: number; readonly error?: undefined };

function parseLabel(source: string, start: number, quotedNames: boolean): Item | NotationError {
  const quoted = quotedNames ? parseQuoted(source, start) : undefined;
  if (quoted?.error !== undefined) return quoted;
  const written = quoted ? "" : take(label, source, start);
  const key = quoted ? quoted.value : written;
  let offset = quoted ? quoted.end : start + written.length;
  if (!quoted && written === "") return { error: "expected a label name", offset: start };
  offset += take(space, source, offset).length;
  if (source[offset] !== "=") {
    if (quoted) return { pair: [metricNameLabel, key], end: offset };
    return { error: `expected "=" after label ${key}`, offset };
  }
  offset += 1 + take(space, source, offset + 1).length;
  if (source[offset] === "~") return { error: "labels of a series need =, not =~", offset };
  const value = parseQuoted(source, offset);
  if (value === undefined) return { error: `expected a quoted value for label ${key}`, offset };
  return value.error === undefined ? { pair: [key, value.value], end: value.end } : value;
}

type Text = { readonly value: string; readonly end: number; readonly error?: undefined };

/** Parses a quoted string. Undefined if missing. */
function parseQuoted(source: string, offset: number): Text | NotationError | undefined {
  if (!/["'`]/.test(source[offset] ?? "")) return undefined;
  const { end, ok, problem } = scanString(source, offset);
  if (!ok) return { error: problem ?? "unterminated quoted string", offset };
  return { value: unquote(source.slice(offset, end)), end };
}
