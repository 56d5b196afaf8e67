import { computeQuantile } from "../../../promql/evaluate/index.js";
import type { RangeAggregation, RangeOperator } from "../../syntax/ast.js";
import { isFunctionVariable } from "../../syntax/function-variable.js";
import { QueryFailure } from "../query/failure.js";

/** The samples of a series in a window: those from `from` to before `to`. */
export interface Window {
  /** Offsets from the same time, in nanoseconds. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly from: number;
  readonly to: number;
  /** The end of the window, as an offset. */
  readonly end: number;
}

/** The value of a series in a window with at least one sample. */
export type RangeFunction = (window: Window) => number;

/** The function of a range aggregation. */
export function rangeFunction({ operator, parameter, range }: RangeAggregation): RangeFunction {
  const seconds = range.range.nanoseconds / 1e9;
  switch (operator) {
    case "rate":
      return range.unwrap ? (window) => sum(window) / seconds : (window) => count(window) / seconds;
    case "bytes_rate":
      return (window) => sum(window) / seconds;
    case "rate_counter":
      return (window) => counterRate(window, range.range.nanoseconds);
    case "quantile_over_time":
      return ({ values, from, to }) => computeQuantile(parameter?.value ?? Number.NaN, values.slice(from, to));
    default:
      if (isFunctionVariable(operator)) throw new QueryFailure(`the dashboard variable ${operator} has no value`);
      return simpleFunctions[operator];
  }
}

const simpleFunctions: Readonly<
  Record<Exclude<RangeOperator, "rate" | "bytes_rate" | "rate_counter" | "quantile_over_time">, RangeFunction>
> = {
  count_over_time: count,
  bytes_over_time: sum,
  sum_over_time: sum,
  avg_over_time: mean,
  max_over_time: (window) => extreme(window, (value, best) => value > best),
  min_over_time: (window) => extreme(window, (value, best) => value < best),
  stddev_over_time: (window) => Math.sqrt(variance(window)),
  stdvar_over_time: variance,
  first_over_time: ({ values, from }) => values[from]!,
  last_over_time: ({ values, to }) => values[to - 1]!,
  absent_over_time: () => 1,
};

function count({ from, to }: Window): number {
  return to - from;
}

function sum({ values, from, to }: Window): number {
  let total = 0;
  for (let at = from; at < to; at++) total += values[at]!;
  return total;
}

function mean({ values, from, to }: Window): number {
  let result = 0;
  for (let at = from; at < to; at++) {
    const value = values[at]!;
    const seen = at - from + 1;
    // Infinity stays, except that of the other sign and NaN make it NaN.
    if (isInfinite(result) && (Number.isFinite(value) || value === result)) continue;
    result += value / seen - result / seen;
  }
  return result;
}

function isInfinite(value: number): boolean {
  return value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY;
}

/** Any number beats NaN. */
function extreme({ values, from, to }: Window, beats: (value: number, best: number) => boolean): number {
  let best = values[from]!;
  for (let at = from + 1; at < to; at++) {
    const value = values[at]!;
    if (beats(value, best) || Number.isNaN(best)) best = value;
  }
  return best;
}

function variance({ values, from, to }: Window): number {
  let average = 0;
  let squares = 0;
  for (let at = from; at < to; at++) {
    const distance = values[at]! - average;
    average += distance / (at - from + 1);
    squares += distance * (values[at]! - average);
  }
  return squares / (to - from);
}

/** The rate of a counter that may be reset, extrapolated to the bounds of the window as in Prometheus. */
function counterRate({ times, values, from, to, end }: Window, range: number): number {
  if (to - from < 2) return 0;
  const first = values[from]!;
  let increase = values[to - 1]! - first;
  let last = 0;
  for (let at = from; at < to; at++) {
    if (values[at]! < last) increase += last;
    last = values[at]!;
  }
  const sampled = (times[to - 1]! - times[from]!) / 1e9;
  const gap = sampled / (to - from - 1);
  const threshold = gap * 1.1;
  let toStart = (times[from]! - (end - range)) / 1e9;
  let toEnd = (end - times[to - 1]!) / 1e9;
  if (toStart >= threshold) toStart = gap / 2;
  if (toEnd >= threshold) toEnd = gap / 2;
  // A counter is not extrapolated below zero.
  if (increase > 0 && first >= 0) toStart = Math.min(toStart, sampled * (first / increase));
  return (increase * ((sampled + toStart + toEnd) / sampled)) / (range / 1e9);
}
