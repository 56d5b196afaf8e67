import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  evaluateInstant,
  evaluateLogs,
  evaluateRange,
  LogStore,
  type MetricValue,
  type ResultStream,
} from "../../../src/logql/evaluate/index.js";
import { parse, ruleDialect } from "../../../src/logql/index.js";
import { formatFloat, type Metric } from "../../../src/promql/evaluate/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

/** A query with the answer of a real Loki. */
interface Case {
  readonly id: string;
  readonly feature: string;
  readonly query: string;
  readonly kind: "instant" | "range" | "log";
  readonly time?: string;
  readonly start?: string;
  readonly end?: string;
  readonly step?: number;
  readonly limit?: number;
  readonly direction?: "forward" | "backward";
  readonly ordered?: boolean;
  readonly result?: unknown;
  readonly errorKind?: "execution" | "parse";
  readonly error?: { readonly message?: string; readonly messagePrefix?: string };
}

interface CorpusLine {
  readonly stream: Record<string, string>;
  readonly ts_ns: string;
  readonly line: string;
  readonly metadata?: Record<string, string>;
}

const corpus = corpusFolder("logql-eval");

/** Cases whose answer differs, with the reason. */
const known: Readonly<Record<string, string>> = {
  "line-format-140": "newer releases of Go name the callee in the error of `call`",
};

describe.skipIf(corpus.missing)("queries give the answers of a real Loki", () => {
  const store = new LogStore();
  for (const { stream, ts_ns, ...entry } of readLines<CorpusLine>("lines.jsonl")) {
    store.append(stream, { time: BigInt(ts_ns), ...entry });
  }
  const cases = readLines<Case>("cases.jsonl");

  const features = [...new Set(cases.map(({ feature }) => feature))];

  test.each(features)("%s", (name) => {
    const differences = cases
      .filter(({ feature }) => feature === name)
      .flatMap((one) => {
        const difference = compare(one, answer(one, store));
        return difference === undefined || one.id in known ? [] : [`${one.id}: ${one.query}\n${difference}`];
      });
    expect(differences).toEqual([]);
  });

  test("cases that are listed as different are", () => {
    const listed = cases.filter(({ id }) => id in known);
    expect(listed.filter((one) => compare(one, answer(one, store)) === undefined)).toEqual([]);
  });
});

function readLines<T>(name: string): readonly T[] {
  if (corpus.missing) return [];
  return readFileSync(`${corpus.path}${name}`, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

type Answer = { readonly result: unknown } | { readonly error: string };

function answer(one: Case, store: LogStore): Answer {
  const { expr, errors } = parse(one.query, ruleDialect);
  const [error] = errors;
  if (expr === undefined || error !== undefined) return { error: error!.message };
  const [start, end] = [BigInt(one.start ?? 0), BigInt(one.end ?? 0)];
  if (one.kind === "log") {
    const result = evaluateLogs(expr, { store, start, end, limit: one.limit!, direction: one.direction! });
    return result.error === undefined ? { result: result.value.map(showStream) } : { error: result.error };
  }
  const result =
    one.kind === "instant"
      ? evaluateInstant(expr, { store, time: BigInt(one.time!) })
      : evaluateRange(expr, { store, start, end, step: BigInt(Math.round(one.step! * 1000)) * 1_000_000n });
  return result.error === undefined ? { result: showValue(result.value) } : { error: result.error };
}

function showStream({ labels, entries }: ResultStream): unknown {
  return { stream: showLabels(labels), values: entries.map(({ time, line }) => [String(time), line]) };
}

function showLabels({ names, values }: Metric): Record<string, string> {
  return Object.fromEntries(names.map((name, at) => [name, values[at]!]));
}

function showValue(value: MetricValue): unknown {
  switch (value.kind) {
    case "scalar":
      return [value.time, formatFloat(value.value)];
    case "vector":
      return value.samples.map((sample) => ({
        metric: showLabels(sample.metric),
        value: [value.time / 1000, formatFloat(sample.value)],
      }));
    case "matrix":
      return value.series.map(({ metric, samples }) => ({
        metric: showLabels(metric),
        values: samples.map((sample) => [sample.timestamp / 1000, formatFloat(sample.value)]),
      }));
  }
}

/** Describes a difference; undefined if the answers are the same. */
function compare({ result, error, errorKind, ordered }: Case, ours: Answer): string | undefined {
  if (error !== undefined) {
    if (!("error" in ours)) return `expected the error ${JSON.stringify(error)}, got ${short(ours.result)}`;
    const matches = isSameError(error, ours.error, errorKind);
    return matches ? undefined : `expected the error ${JSON.stringify(error)}, got ${ours.error}`;
  }
  if ("error" in ours) return `expected ${short(result)}, got the error ${ours.error}`;
  const left = ordered ? result : sorted(result);
  const right = ordered ? ours.result : sorted(ours.result);
  return isSame(left, right) ? undefined : `expected ${short(left)}\n       got ${short(right)}`;
}

/**
 * The wording of parse errors has a corpus of its own. Which of several series fails a query first is random in Loki; the
 * corpus has a prefix if it saw several.
 */
function isSameError(
  { message, messagePrefix }: NonNullable<Case["error"]>,
  ours: string,
  kind: Case["errorKind"],
): boolean {
  if (kind === "parse") return true;
  return message === undefined ? ours.startsWith(messagePrefix ?? "") : ours.trimEnd() === message;
}

function short(value: unknown): string {
  return JSON.stringify(value).slice(0, 700);
}

function sorted(result: unknown): unknown {
  const key = (item: unknown) => {
    const { metric, stream } = item as { metric?: object; stream?: object };
    return JSON.stringify(Object.entries(metric ?? stream ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  if (!Array.isArray(result) || typeof result[0] !== "object") return result;
  return result.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

const tolerance = 1e-9;

/** Compares numbers in text with a tolerance, everything else exactly. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left === "string" && typeof right === "string") {
    if (left === right) return true;
    const [a, b] = [Number(left), Number(right)];
    return left !== "" && right !== "" && Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return left === right;
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && isSame(a[key], b[key]));
}
