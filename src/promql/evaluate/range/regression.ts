import { CompensatedSum, isInfinite } from "../numeric/compensated-sum.js";
import { fail } from "../query/failure.js";
import type { Semantics } from "../query/semantics.js";
import type { RangeFunction } from "./range-call.js";
import { countFloats, countHistograms, type Window } from "./window.js";

interface Line {
  readonly slope: number;
  /** The value of the line at the requested time. */
  readonly intercept: number;
}

/** Fits a line by least squares. */
function fitLine(
  { floatTimes, floatValues, from, to }: Window,
  origin: number,
  { infinityDiscardsCompensation: discards }: Semantics,
): Line {
  const sumX = new CompensatedSum(0, discards);
  const sumY = new CompensatedSum(0, discards);
  const sumXY = new CompensatedSum(0, discards);
  const sumX2 = new CompensatedSum(0, discards);
  const first = floatValues[from]!;
  let isLevel = true;
  for (let at = from; at < to; at++) {
    const y = floatValues[at]!;
    if (at > from && y !== first) isLevel = false;
    const x = (floatTimes[at]! - origin) / 1000;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumX2.add(x * x);
  }
  if (isLevel) {
    return isInfinite(first) ? { slope: Number.NaN, intercept: Number.NaN } : { slope: 0, intercept: first };
  }
  const count = to - from;
  const covariance = sumXY.total - (sumX.total * sumY.total) / count;
  const variance = sumX2.total - (sumX.total * sumX.total) / count;
  const slope = covariance / variance;
  return { slope, intercept: sumY.total / count - (slope * sumX.total) / count };
}

/** Creates a function of at least two floats that ignores histograms with an annotation. */
function createFunctionOfTwo(calculate: RangeFunction): RangeFunction {
  return (window, call) => {
    const floats = countFloats(window);
    if (floats > 0 && countHistograms(window) > 0) {
      const { context, argument } = call;
      context.annotations.histogramsIgnoredInRange(context.nameFor(window.metric), argument);
    }
    return floats < 2 ? undefined : calculate(window, call);
  };
}

export const deriv = createFunctionOfTwo(
  (window, { context }) => fitLine(window, window.floatTimes[window.from]!, context.semantics).slope,
);

export const predictLinear = createFunctionOfTwo((window, { context, parameters }) => {
  const { slope, intercept } = fitLine(window, window.time, context.semantics);
  return slope * parameters[0]![window.step]! + intercept;
});

/** Double exponential smoothing (Holt's method): older samples count less. */
export const doubleExponentialSmoothing: RangeFunction = (window, call) => {
  const smoothing = call.parameters[0]![window.step]!;
  const trending = call.parameters[1]![window.step]!;
  if (smoothing <= 0 || smoothing >= 1) fail(factorMessage("smoothing", "sf", smoothing));
  if (trending <= 0 || trending >= 1) fail(factorMessage("trend", "tf", trending));
  return smooth(window, call);
};

function factorMessage(what: string, short: string, value: number): string {
  return `invalid ${what} factor. Expected: 0 < ${short} < 1, got: ${value.toFixed(6)}`;
}

const smooth = createFunctionOfTwo((window, { parameters }) => {
  const { floatValues, from, to, step } = window;
  const smoothing = parameters[0]![step]!;
  const trending = parameters[1]![step]!;
  let before = 0;
  let level = floatValues[from]!;
  let trend = floatValues[from + 1]! - level;
  for (let at = from + 1; at < to; at++) {
    if (at > from + 1) trend = trending * (level - before) + (1 - trending) * trend;
    const next = smoothing * floatValues[at]! + (1 - smoothing) * (level + trend);
    before = level;
    level = next;
  }
  return level;
});
