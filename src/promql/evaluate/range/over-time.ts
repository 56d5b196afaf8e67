import type { NativeHistogram } from "../histogram/native-histogram.js";
import { HistogramMean, HistogramSum } from "../histogram/sum.js";
import { CompensatedMean, CompensatedSum, isInfinite } from "../numeric/compensated-sum.js";
import { quantileOf } from "../numeric/quantile.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { floatsIn, histogramsIn, type Window } from "./window.js";

/** A function of the floats in a window. Histograms among them are left out, and that is told. */
function ofFloats(calculate: (window: Window, call: RangeCall) => number): RangeFunction {
  return (window, call) => {
    if (floatsIn(window) === 0) return undefined;
    if (histogramsIn(window) > 0) {
      const { context, place } = call;
      context.annotations.histogramsIgnoredInRange(context.nameFor(window.metric), place);
    }
    return calculate(window, call);
  };
}

/** A function of floats alone or histograms alone. */
function ofEither(
  floats: (window: Window, call: RangeCall) => number,
  histograms: (found: readonly NativeHistogram[], window: Window, call: RangeCall) => NativeHistogram | undefined,
): RangeFunction {
  return (window, call) => {
    if (histogramsIn(window) === 0) return floats(window, call);
    const { context, place } = call;
    if (floatsIn(window) > 0) {
      context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), place);
      return undefined;
    }
    return histograms(window.histograms.slice(window.fromHistogram, window.toHistogram), window, call);
  };
}

function sumFloats({ floatValues, from, to }: Window): number {
  const running = new CompensatedSum();
  for (let at = from; at < to; at++) running.add(floatValues[at]!);
  return isInfinite(running.sum) ? running.sum : running.total;
}

/** 2.x takes the mean step by step, and holds on to an infinite one. */
function meanOfOld({ floatValues, from, to }: Window): number {
  const mean = new CompensatedSum();
  let count = 0;
  for (let at = from; at < to; at++) {
    const value = floatValues[at]!;
    count++;
    if (isInfinite(mean.sum)) {
      if (isInfinite(value) && mean.sum > 0 === value > 0) continue;
      if (!isInfinite(value) && !Number.isNaN(value)) continue;
    }
    mean.add(value / count - mean.sum / count);
  }
  return isInfinite(mean.sum) ? mean.sum : mean.total;
}

function meanFloats(window: Window, { context }: RangeCall): number {
  if (!context.semantics.averagesFromSum) return meanOfOld(window);
  const mean = new CompensatedMean();
  for (let at = window.from; at < window.to; at++) mean.add(window.floatValues[at]!);
  return mean.value;
}

function combineHistograms(Combination: typeof HistogramSum | typeof HistogramMean) {
  return (found: readonly NativeHistogram[], window: Window, { context, place }: RangeCall) => {
    const { annotations } = context;
    const [first, ...others] = found;
    const running = new Combination(first!, context.semantics.compensatesSums);
    let differed = false;
    for (const other of others) {
      const addition = running.add(other);
      if (addition === "incompatible") {
        annotations.mixedSchemas(context.nameFor(window.metric), place);
        return undefined;
      }
      if (addition === "bounds differed") differed = true;
    }
    const hints = new Set(found.map(({ counterReset }) => counterReset));
    if (hints.has("reset") && hints.has("not reset")) annotations.resetsCollide("aggregation", place);
    if (differed) annotations.boundsReconciled("aggregation", place);
    return running.result;
  };
}

export const sumOverTime = ofEither(sumFloats, combineHistograms(HistogramSum));
export const avgOverTime = ofEither(meanFloats, combineHistograms(HistogramMean));

export const countOverTime: RangeFunction = (window) => floatsIn(window) + histogramsIn(window);
export const presentOverTime: RangeFunction = () => 1;

/** The index of the float that no other beats; NaN is beaten by all. */
function extreme({ floatValues, from, to }: Window, beats: (value: number, best: number) => boolean): number {
  let best = from;
  for (let at = from; at < to; at++) {
    if (beats(floatValues[at]!, floatValues[best]!) || Number.isNaN(floatValues[best]!)) best = at;
  }
  return best;
}

function valueOfExtreme(beats: (value: number, best: number) => boolean): RangeFunction {
  return ofFloats((window) => window.floatValues[extreme(window, beats)]!);
}

function timeOfExtreme(beats: (value: number, best: number) => boolean): RangeFunction {
  return ofFloats((window) => window.floatTimes[extreme(window, beats)]! / 1000);
}

export const maxOverTime = valueOfExtreme((value, best) => value > best);
export const minOverTime = valueOfExtreme((value, best) => value < best);
export const timeOfMax = timeOfExtreme((value, best) => value >= best);
export const timeOfMin = timeOfExtreme((value, best) => value <= best);

function edge(window: Window, last: boolean): { time: number; value: number | NativeHistogram } {
  const float = last ? window.to - 1 : window.from;
  const histogram = last ? window.toHistogram - 1 : window.fromHistogram;
  const floatTime = floatsIn(window) > 0 ? window.floatTimes[float]! : undefined;
  const histogramTime = histogramsIn(window) > 0 ? window.histogramTimes[histogram]! : undefined;
  const isFloat =
    histogramTime === undefined ||
    (floatTime !== undefined && (last ? floatTime > histogramTime : floatTime < histogramTime));
  return isFloat
    ? { time: floatTime!, value: window.floatValues[float]! }
    : { time: histogramTime, value: window.histograms[histogram]! };
}

export const firstOverTime: RangeFunction = (window) => edge(window, false).value;
export const lastOverTime: RangeFunction = (window) => edge(window, true).value;
export const timeOfFirst: RangeFunction = (window) => edge(window, false).time / 1000;
export const timeOfLast: RangeFunction = (window) => edge(window, true).time / 1000;

function variance({ floatValues, from, to }: Window, { context }: RangeCall): number {
  const mean = new CompensatedSum(0, context.semantics.infinityDiscardsCompensation);
  const squares = new CompensatedSum(0, context.semantics.infinityDiscardsCompensation);
  let count = 0;
  for (let at = from; at < to; at++) {
    count++;
    const value = floatValues[at]!;
    const distance = value - mean.total;
    mean.add(distance / count);
    squares.add(distance * (value - mean.total));
  }
  return squares.total / count;
}

export const stdvarOverTime = ofFloats(variance);
export const stddevOverTime = ofFloats((window, call) => Math.sqrt(variance(window, call)));

function floatsOf({ floatValues, from, to }: Window): Float64Array {
  return floatValues.slice(from, to);
}

/** The median distance from the median; NaN as soon as there is one. */
export const madOverTime = ofFloats((window) => {
  if (floatsOf(window).some(Number.isNaN)) return Number.NaN;
  const median = quantileOf(0.5, floatsOf(window));
  return quantileOf(
    0.5,
    floatsOf(window).map((value) => Math.abs(value - median)),
  );
});

export const quantileOverTime = ofFloats((window, { context, args, parameters }) => {
  const quantile = parameters[0]![window.step]!;
  if (!(quantile >= 0 && quantile <= 1)) context.annotations.invalidQuantile(quantile, args[0]!);
  return quantileOf(quantile, floatsOf(window));
});
