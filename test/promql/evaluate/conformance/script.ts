import { parseMetric } from "../../../../src/formats/prometheus-tests/metric-notation.js";
import { parseSeriesValues, type SeriesValue } from "../../../../src/formats/prometheus-tests/series-notation.js";
import type { Metric } from "../../../../src/promql/evaluate/index.js";
import { unquote } from "../../../../src/promql/index.js";
import { parseStarts, type Starts } from "./start-notation.js";

/** A command of a conformance script. Times are in milliseconds. */
export type Command = Load | Clear | Evaluation;

export interface Load {
  readonly kind: "load";
  readonly line: number;
  readonly step: number;
  readonly withCustomBuckets: boolean;
  readonly series: readonly LoadedSeries[];
}

export interface LoadedSeries {
  readonly metric: Metric;
  readonly values: readonly SeriesValue[];
  /** The start of each sample's counter, relative to the sample. */
  readonly starts?: Starts | undefined;
}

export interface Clear {
  readonly kind: "clear";
  readonly line: number;
}

export interface Evaluation {
  readonly kind: "eval";
  readonly line: number;
  readonly expr: string;
  readonly start: number;
  readonly end: number;
  /** Undefined for an instant query. */
  readonly step: number | undefined;
  readonly ordered: boolean;
  readonly fails: Expectation | undefined;
  readonly warns: Expectation[];
  readonly informs: Expectation[];
  readonly doesNotWarn: boolean;
  readonly doesNotInform: boolean;
  readonly text: string | undefined;
  readonly scalar: number | undefined;
  /** The steps of an expected range vector. */
  readonly rangeVector: { readonly start: number; readonly step: number } | undefined;
  readonly series: readonly LoadedSeries[];
}

/** Anything, an exact message, or a pattern. */
export interface Expectation {
  readonly message?: string;
  readonly pattern?: RegExp;
}

/** Parses a conformance script. */
export function parseScript(script: string): Command[] {
  const lines = script.split("\n").map((line) => (line.trim().startsWith("#") ? "" : line.trim()));
  const commands: Command[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === "") continue;
    if (line.toLowerCase() === "clear") {
      commands.push({ kind: "clear", line: at + 1 });
      continue;
    }
    const body: string[] = [];
    const first = at;
    while (at + 1 < lines.length && lines[at + 1] !== "") body.push(lines[++at]!);
    commands.push(line.startsWith("load") ? parseLoad(line, body, first + 1) : parseEval(line, body, first + 1));
  }
  return commands;
}

function parseLoad(line: string, body: readonly string[], at: number): Load {
  const match = /^(load|load_with_nhcb)\s+(\S+)$/.exec(line);
  if (!match) throw new Error(`line ${at}: ${line}`);
  const series: LoadedSeries[] = [];
  let starts: Starts | undefined;
  let usualStarts: Starts | undefined;
  for (const text of body) {
    const notation = /^(\S*)@st\s+(.*)$/.exec(text);
    if (notation?.[1] === "") usualStarts = parseStarts(notation[2]!, milliseconds);
    else if (notation) starts = parseStarts(notation[2]!, milliseconds);
    else {
      const one = parseSeries(text, at);
      series.push({ ...one, starts: starts ?? repeated(usualStarts, one.values.length) });
      starts = undefined;
    }
  }
  return { kind: "load", line: at, step: milliseconds(match[2]!), withCustomBuckets: match[1] !== "load", series };
}

function repeated(starts: Starts | undefined, length: number): Starts | undefined {
  return starts && Array.from({ length }, (_, at) => starts[at % starts.length]);
}

function parseSeries(text: string, line: number): LoadedSeries {
  const metric = parseMetric(text);
  if (metric.error !== undefined) throw new Error(`line ${line}: ${text}: ${metric.error}`);
  const values = parseSeriesValues(text.slice(metric.end));
  if (values.error !== undefined) throw new Error(`line ${line}: ${text}: ${values.error}`);
  return { metric: metric.metric, values: values.values };
}

const instant = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(\S+))?\s+(.+)$/;
const range = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(\S+)\s+to\s+(\S+)\s+step\s+(\S+)\s+(.+)$/;

function parseEval(line: string, body: readonly string[], at: number): Evaluation {
  const one = instant.exec(line);
  const many = one ? null : range.exec(line);
  if (!one && !many) throw new Error(`line ${at}: ${line}`);
  const mode = (one ?? many)![1];
  const evaluation = {
    kind: "eval" as const,
    line: at,
    expr: one ? one[3]! : many![5]!,
    start: milliseconds(one ? one[2]! : many![2]!),
    end: milliseconds(one ? one[2]! : many![3]!),
    step: many ? milliseconds(many[4]!) : undefined,
    ordered: mode === "ordered",
    fails: (mode === "fail" ? {} : undefined) as Expectation | undefined,
    warns: (mode === "warn" ? [{}] : []) as Expectation[],
    informs: (mode === "info" ? [{}] : []) as Expectation[],
    doesNotWarn: false,
    doesNotInform: false,
    text: undefined as string | undefined,
    scalar: undefined as number | undefined,
    rangeVector: undefined as Evaluation["rangeVector"],
    series: [] as LoadedSeries[],
  };
  for (const text of body) readExpected(evaluation, text, at);
  return evaluation;
}

type Draft = { -readonly [Key in keyof Evaluation]: Evaluation[Key] } & { series: LoadedSeries[] };

function readExpected(draft: Draft, text: string, line: number): void {
  const expected = /^expect\s+(\w+)\s*(.*)$/.exec(text);
  const legacy = /^expected_fail_(message|regexp)\s+(.*)$/.exec(text);
  if (legacy) draft.fails = legacy[1] === "message" ? { message: legacy[2]! } : { pattern: new RegExp(legacy[2]!) };
  else if (expected) readDirective(draft, expected[1]!, expected[2]!);
  else if (/^[-+]?(?:\d|\.\d|inf|nan)[^{]*$/i.test(text)) draft.scalar = number(text);
  else draft.series.push(parseSeries(text, line));
}

function readDirective(draft: Draft, name: string, rest: string): void {
  const [, how, detail = ""] = /^(msg|regex):\s*(.*)$/.exec(rest) ?? [];
  const expectation = how === "msg" ? { message: detail } : how === "regex" ? { pattern: new RegExp(detail) } : {};
  switch (name) {
    case "ordered":
      draft.ordered = true;
      break;
    case "fail":
      draft.fails = expectation;
      break;
    case "warn":
      draft.warns.push(expectation);
      break;
    case "info":
      draft.informs.push(expectation);
      break;
    case "no_warn":
      draft.doesNotWarn = true;
      break;
    case "no_info":
      draft.doesNotInform = true;
      break;
    case "string":
      draft.text = unquote(rest);
      break;
    case "range": {
      const match = /^vector\s+from\s+(\S+)\s+to\s+\S+\s+step\s+(\S+)$/.exec(rest);
      draft.rangeVector = { start: milliseconds(match![1]!), step: milliseconds(match![2]!) };
      break;
    }
    default:
      throw new Error(`line ${draft.line}: expect ${name}`);
  }
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

function milliseconds(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const unsigned = text.replace(/^[-+]/, "");
  if (/^[\d.]+$/.test(unsigned)) return sign * Math.round(Number(unsigned) * 1000);
  let sum = 0;
  for (const [, count, unit] of unsigned.matchAll(/(\d+)(ms|[smhdwy])/g)) sum += Number(count) * units[unit!]!;
  return sign * sum;
}

function number(text: string): number {
  const plain = text.toLowerCase();
  if (plain === "nan") return Number.NaN;
  if (/^[-+]?inf$/.test(plain)) return plain.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(plain);
}
