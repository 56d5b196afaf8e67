import {
  type Buckets,
  evaluateInstant,
  evaluateRange,
  formatHistogram,
  formatMetric,
  formatShort,
  type NativeHistogram,
  type QueryOptions,
} from "../../promql/evaluate/index.js";
import type { Expr } from "../../promql/index.js";
import type { Period } from "../rules/engine.js";

/** The samples of a query by their labels, or its error under the key `error`. */
export type ResultSamples = ReadonlyMap<string, number | NativeHistogram | string>;

/** Evaluates an instant query or a part of one. */
export function querySamples(expr: Expr, time: number, options: QueryOptions): ResultSamples {
  const result = evaluateInstant(expr, { ...options, time });
  if (result.error !== undefined) return new Map([["error", result.error]]);
  const { value } = result;
  if (value.kind === "vector") return new Map(value.samples.map(({ metric, value }) => [formatMetric(metric), value]));
  if (value.kind === "scalar") return new Map([["{}", value.value]]);
  return new Map();
}

/** Finds the times at which two expressions have different results, in order. */
export function findDifferingTimes(
  before: { readonly expr: Expr; readonly options: QueryOptions },
  after: { readonly expr: Expr; readonly options: QueryOptions },
  period: Period,
): number[] {
  const [one, other] = [querySteps(before.expr, period, before.options), querySteps(after.expr, period, after.options)];
  const times = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b);
  const nothing: ResultSamples = new Map();
  return times.filter((time) => firstDifference(one.get(time) ?? nothing, other.get(time) ?? nothing));
}

/** The results at every step; an error is one at the first step. */
function querySteps(expr: Expr, { start, end, step }: Period, options: QueryOptions): Map<number, ResultSamples> {
  const result = evaluateRange(expr, { ...options, start, end, step });
  if (result.error !== undefined) return new Map([[start, new Map([["error", result.error]])]]);
  const steps = new Map<number, Map<string, number | NativeHistogram>>();
  if (result.value.kind !== "matrix") return steps;
  for (const { metric, samples } of result.value.series) {
    const labels = formatMetric(metric);
    for (const { timestamp, value } of samples) {
      const own = steps.get(timestamp) ?? new Map<string, number | NativeHistogram>();
      steps.set(timestamp, own.set(labels, value));
    }
  }
  return steps;
}

/** The first labels whose values differ, and the values; undefined if two results are the same within rounding. */
export interface SampleDifference {
  readonly labels: string;
  readonly before: string;
  readonly after: string;
}

export function firstDifference(before: ResultSamples, after: ResultSamples): SampleDifference | undefined {
  for (const labels of new Set([...before.keys(), ...after.keys()])) {
    const [one, other] = [before.get(labels), after.get(labels)];
    if (!isSameValue(one, other)) return { labels, before: showValue(one), after: showValue(other) };
  }
  return undefined;
}

/** Releases round sums differently; smaller differences than this are rounding. */
const tolerance = 1e-9;

type Value = number | NativeHistogram | string | undefined;

function isSameValue(one: Value, other: Value): boolean {
  if (typeof one === "number" && typeof other === "number") return isClose(one, other);
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  return (
    one.schema === other.schema &&
    isClose(one.count, other.count) &&
    isClose(one.sum, other.sum) &&
    isClose(one.zeroCount, other.zeroCount) &&
    areClose(one.positive, other.positive) &&
    areClose(one.negative, other.negative)
  );
}

function isClose(one: number, other: number): boolean {
  if (Object.is(one, other) || one === other) return true;
  return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
}

function areClose(one: Buckets, other: Buckets): boolean {
  return (
    one.indexes.length === other.indexes.length &&
    one.indexes.every((index, at) => index === other.indexes[at] && isClose(one.counts[at]!, other.counts[at]!))
  );
}

function showValue(value: Value): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return value;
  return typeof value === "number" ? formatRounded(value) : formatHistogram(value);
}

/** Formats a number with the digits that a reader compares. */
export function formatRounded(value: number): string {
  return formatShort(Number.isFinite(value) ? Number(value.toPrecision(6)) : value);
}
