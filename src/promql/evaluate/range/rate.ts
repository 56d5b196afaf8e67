import { scale } from "../histogram/native-histogram.js";
import { lastIndexUpTo } from "../storage/series.js";
import { startsBetween } from "../storage/start-timestamp.js";
import { histogramRate } from "./histogram-rate.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { extendedRate } from "./rate-extended.js";
import { extrapolationFactor, type RateKind, rateKinds, shareToZero } from "./rate-extrapolation.js";
import { countFloats, countHistograms, type Window } from "./window.js";

export const rate: RangeFunction = createRateFunction(rateKinds.rate);
export const increase: RangeFunction = createRateFunction(rateKinds.increase);
export const delta: RangeFunction = createRateFunction(rateKinds.delta);

function createRateFunction(kind: RateKind): RangeFunction {
  return (window, call) => {
    if (call.extension) return extendedRate(window, call, kind);
    const floats = countFloats(window);
    const histograms = countHistograms(window);
    const { context, argument } = call;
    const { limitsToZeroFirst, limitsHistogramsToZero } = context.semantics;
    if (floats > 0 && histograms > 0) {
      context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), argument);
      return undefined;
    }
    if (histograms > 1) {
      const result = histogramRate(window, call, kind.isCounter);
      if (!result) return undefined;
      const first = window.histograms[window.fromHistogram]!.count;
      const times = window.histogramTimes;
      const [from, to] = [times[window.fromHistogram]!, times[window.toHistogram - 1]!];
      const share =
        kind.isCounter && limitsHistogramsToZero ? shareToZero(first, result.count) : Number.POSITIVE_INFINITY;
      const factor = extrapolationFactor(window.start, window.end, from, to, histograms - 1, share, limitsToZeroFirst);
      return scale(result, kind.perSecond ? factor / (call.range / 1000) : factor);
    }
    if (kind.isCounter && window.floatStarts && floats > 0) {
      const sinceStart = rateSinceStart(window, window.floatStarts, call, kind);
      if (sinceStart !== undefined) return sinceStart;
    }
    if (floats < 2) return undefined;
    const floatIncrease = computeFloatIncrease(window, kind.isCounter);
    const { floatTimes: times, floatValues, from, to } = window;
    const share = kind.isCounter ? shareToZero(floatValues[from]!, floatIncrease) : Number.POSITIVE_INFINITY;
    const [first, last] = [times[from]!, times[to - 1]!];
    const factor = extrapolationFactor(window.start, window.end, first, last, floats - 1, share, limitsToZeroFirst);
    return floatIncrease * (kind.perSecond ? factor / (call.range / 1000) : factor);
  };
}

/**
 * Computes the rate of a counter that started within the range, by the start timestamp of its first sample: it started
 * at zero, so there is nothing to extrapolate. Undefined for other counters.
 */
function rateSinceStart(window: Window, starts: Float64Array, call: RangeCall, kind: RateKind): number | undefined {
  const { floatTimes: times, floatValues, from, to } = window;
  const start = starts[from]!;
  if (start === 0 || start <= window.start || start >= times[from]!) return undefined;
  const increase = computeFloatIncrease(window, true) + floatValues[from]!;
  const gap = to - from > 1 ? (times[to - 1]! - times[from]!) / 1000 / (to - from - 1) : 0;
  const sampled = (times[to - 1]! - start) / 1000;
  const toEnd = (window.end - times[to - 1]!) / 1000;
  const factor = (sampled + (toEnd >= gap * 1.1 ? gap / 2 : toEnd)) / sampled;
  return increase * (kind.perSecond ? factor / (call.range / 1000) : factor);
}

/** Computes the increase of floats, adding what a counter lost in resets. */
function computeFloatIncrease(window: Window, isCounter: boolean): number {
  const { floatValues, floatTimes, floatStarts, from, to } = window;
  let increase = floatValues[to - 1]! - floatValues[from]!;
  if (!isCounter) return increase;
  if (floatStarts) {
    for (let at = from + 1; at < to; at++) {
      const isReset = floatValues[at]! < floatValues[at - 1]! || startsBetween(floatStarts, floatTimes, at - 1, at);
      if (isReset) increase += floatValues[at - 1]!;
    }
    return increase;
  }
  const { resetIndexes } = window.samples;
  if (resetIndexes) {
    for (
      let next = lastIndexUpTo(resetIndexes, resetIndexes.length, from) + 1;
      next < resetIndexes.length && resetIndexes[next]! < to;
      next++
    ) {
      increase += floatValues[resetIndexes[next]! - 1]!;
    }
    return increase;
  }
  for (let at = from + 1; at < to; at++) {
    if (floatValues[at]! < floatValues[at - 1]!) increase += floatValues[at - 1]!;
  }
  return increase;
}
