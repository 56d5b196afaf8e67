import type { NativeHistogram } from "../histogram/native-histogram.js";
import { HistogramMean, HistogramSum } from "../histogram/sum.js";
import { CompensatedMean, CompensatedSum, isInfinite } from "../numeric/compensated-sum.js";
import { computeQuantile } from "../numeric/quantile.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { countFloats, countHistograms, type Window } from "./window.js";

/** Creates a function of the floats in a window that ignores histograms with an annotation. */
function createFloatFunction(calculate: (window: Window, call: RangeCall) => number): RangeFunction {
  return (window, call) => {
    if (countFloats(window) === 0) return undefined;
    if (countHistograms(window) > 0) {
      const { context, argument } = call;
      context.annotations.histogramsIgnoredInRange(context.nameFor(window.metric), argument);
    }
    return calculate(window, call);
  };
}

/** Creates a function of windows with floats only or histograms only. */
function createFunction(
  floats: (window: Window, call: RangeCall) => number,
  histograms: (histograms: readonly NativeHistogram[], window: Window, call: RangeCall) => NativeHistogram | undefined,
): RangeFunction {
  return (window, call) => {
    if (countHistograms(window) === 0) return floats(window, call);
    const { context, argument } = call;
    if (countFloats(window) > 0) {
      context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), argument);
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

/** Computes the mean incrementally; an infinite mean stays infinite. */
function incrementalMean({ floatValues, from, to }: Window): number {
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
  if (!context.semantics.averagesFromSum) return incrementalMean(window);
  const mean = new CompensatedMean();
  for (let at = window.from; at < window.to; at++) mean.add(window.floatValues[at]!);
  return mean.value;
}

function combineHistograms(Combination: typeof HistogramSum | typeof HistogramMean) {
  return (histograms: readonly NativeHistogram[], window: Window, { context, argument }: RangeCall) => {
    const { annotations } = context;
    const [first, ...others] = histograms;
    const running = new Combination(first!, context.semantics.compensatesSums);
    let differed = false;
    for (const other of others) {
      const addition = running.add(other);
      if (addition === "incompatible") {
        annotations.mixedSchemas(context.nameFor(window.metric), argument);
        return undefined;
      }
      if (addition === "bounds differed") differed = true;
    }
    const hints = new Set(histograms.map(({ counterReset }) => counterReset));
    if (hints.has("reset") && hints.has("not reset")) annotations.resetsCollide("aggregation", argument);
    if (differed) annotations.boundsReconciled("aggregation", argument);
    return running.result;
  };
}

export const sumOverTime = createFunction(sumFloats, combineHistograms(HistogramSum));
export const avgOverTime = createFunction(meanFloats, combineHistograms(HistogramMean));

export const countOverTime: RangeFunction = (window) => countFloats(window) + countHistograms(window);
export const presentOverTime: RangeFunction = () => 1;

/** Returns the index of the extreme float. Any number beats NaN. */
function findExtreme({ floatValues, from, to }: Window, beats: (value: number, best: number) => boolean): number {
  let best = from;
  for (let at = from; at < to; at++) {
    if (beats(floatValues[at]!, floatValues[best]!) || Number.isNaN(floatValues[best]!)) best = at;
  }
  return best;
}

function createExtremeValue(beats: (value: number, best: number) => boolean): RangeFunction {
  return createFloatFunction((window) => window.floatValues[findExtreme(window, beats)]!);
}

function createExtremeTime(beats: (value: number, best: number) => boolean): RangeFunction {
  return createFloatFunction((window) => window.floatTimes[findExtreme(window, beats)]! / 1000);
}

export const maxOverTime = createExtremeValue((value, best) => value > best);
export const minOverTime = createExtremeValue((value, best) => value < best);
export const timeOfMax = createExtremeTime((value, best) => value >= best);
export const timeOfMin = createExtremeTime((value, best) => value <= best);

function edgeSample(window: Window, last: boolean): { time: number; value: number | NativeHistogram } {
  const float = last ? window.to - 1 : window.from;
  const histogram = last ? window.toHistogram - 1 : window.fromHistogram;
  const floatTime = countFloats(window) > 0 ? window.floatTimes[float]! : undefined;
  const histogramTime = countHistograms(window) > 0 ? window.histogramTimes[histogram]! : undefined;
  const isFloat =
    histogramTime === undefined ||
    (floatTime !== undefined && (last ? floatTime > histogramTime : floatTime < histogramTime));
  return isFloat
    ? { time: floatTime!, value: window.floatValues[float]! }
    : { time: histogramTime, value: window.histograms[histogram]! };
}

export const firstOverTime: RangeFunction = (window) => edgeSample(window, false).value;
export const lastOverTime: RangeFunction = (window) => edgeSample(window, true).value;
export const timeOfFirst: RangeFunction = (window) => edgeSample(window, false).time / 1000;
export const timeOfLast: RangeFunction = (window) => edgeSample(window, true).time / 1000;

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

export const stdvarOverTime = createFloatFunction(variance);
export const stddevOverTime = createFloatFunction((window, call) => Math.sqrt(variance(window, call)));

function copyFloats({ floatValues, from, to }: Window): Float64Array {
  return floatValues.slice(from, to);
}

/** The median absolute deviation; NaN if any value is. */
export const madOverTime = createFloatFunction((window) => {
  if (copyFloats(window).some(Number.isNaN)) return Number.NaN;
  const median = computeQuantile(0.5, copyFloats(window));
  return computeQuantile(
    0.5,
    copyFloats(window).map((value) => Math.abs(value - median)),
  );
});

export const quantileOverTime = createFloatFunction((window, { context, args, parameters }) => {
  const quantile = parameters[0]![window.step]!;
  if (!(quantile >= 0 && quantile <= 1)) context.annotations.invalidQuantile(quantile, args[0]!);
  return computeQuantile(quantile, copyFloats(window));
});
