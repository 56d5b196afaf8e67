import { type NativeHistogram, scale } from "../histogram/native-histogram.js";
import { lastIndexUpTo } from "../storage/series.js";
import { startsBetween } from "../storage/start-timestamp.js";
import { histogramRate } from "./histogram-rate.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { extendedRate } from "./rate-extended.js";
import { extrapolationFactor, type RateKind, rateKinds, shareToZero } from "./rate-extrapolation.js";
import { addFirst, annotateOverlap, factorSince, findBeginning } from "./start-timestamps.js";
import { countFloats, countHistograms, type Window } from "./window.js";

export const rate: RangeFunction = createRateFunction(rateKinds.rate);
export const increase: RangeFunction = createRateFunction(rateKinds.increase);
export const delta: RangeFunction = createRateFunction(rateKinds.delta);

function createRateFunction(kind: RateKind): RangeFunction {
  return (window, call) => {
    if (call.extension) return extendedRate(window, call, kind);
    const floats = countFloats(window);
    const histograms = countHistograms(window);
    if (floats > 0 && histograms > 0) {
      const { context, argument } = call;
      context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), argument);
      return undefined;
    }
    return histograms > 0 ? rateOfHistograms(window, call, kind) : rateOfFloats(window, call, kind);
  };
}

function rateOfFloats(window: Window, call: RangeCall, kind: RateKind): number | undefined {
  const { floatTimes: times, floatValues, floatStarts: starts, from, to } = window;
  if (from === to) return undefined;
  const total = computeFloatIncrease(window, kind.isCounter);
  if (kind.isCounter && starts) {
    const samples = { starts, times, from, to };
    annotateOverlap(samples, window, call);
    const beginning = findBeginning(samples, window);
    if (beginning !== undefined) {
      return (total + floatValues[from]!) * perRange(factorSince(beginning, samples, window), call, kind);
    }
  }
  if (to - from < 2) return undefined;
  const share = kind.isCounter ? shareToZero(floatValues[from]!, total) : Number.POSITIVE_INFINITY;
  return total * perRange(extrapolate(window, times, from, to, share, call), call, kind);
}

function rateOfHistograms(window: Window, call: RangeCall, kind: RateKind): NativeHistogram | undefined {
  const { histogramTimes: times, histograms, histogramStarts: starts } = window;
  const { fromHistogram: from, toHistogram: to } = window;
  const total = to - from > 1 ? histogramRate(window, call, kind.isCounter) : undefined;
  if (to - from > 1 && !total) return undefined;
  const first = histograms[from]!;
  if (kind.isCounter && starts) {
    const samples = { starts, times, from, to };
    annotateOverlap(samples, window, call);
    const beginning = findBeginning(samples, window);
    if (beginning !== undefined) {
      const all = addFirst(total, first, window, call);
      return all && scale(all, perRange(factorSince(beginning, samples, window), call, kind));
    }
  }
  if (!total) return undefined;
  const isLimited = kind.isCounter && call.context.semantics.limitsHistogramsToZero;
  const share = isLimited ? shareToZero(first.count, total.count) : Number.POSITIVE_INFINITY;
  return scale(total, perRange(extrapolate(window, times, from, to, share, call), call, kind));
}

function perRange(factor: number, { range }: RangeCall, { perSecond }: RateKind): number {
  return perSecond ? factor / (range / 1000) : factor;
}

function extrapolate(
  { start, end }: Window,
  times: ArrayLike<number>,
  from: number,
  to: number,
  shareFromZero: number,
  { context }: RangeCall,
): number {
  const { limitsToZeroFirst } = context.semantics;
  return extrapolationFactor(start, end, times[from]!, times[to - 1]!, to - from - 1, shareFromZero, limitsToZeroFirst);
}

/** Computes the increase of floats, adding what a counter lost in resets. */
function computeFloatIncrease(window: Window, isCounter: boolean): number {
  const { floatValues, floatTimes, floatStarts, from, to } = window;
  let total = floatValues[to - 1]! - floatValues[from]!;
  if (!isCounter) return total;
  if (floatStarts) {
    for (let at = from + 1; at < to; at++) {
      const isReset = floatValues[at]! < floatValues[at - 1]! || startsBetween(floatStarts, floatTimes, at - 1, at);
      if (isReset) total += floatValues[at - 1]!;
    }
    return total;
  }
  const { resetIndexes } = window.samples;
  if (resetIndexes) {
    for (
      let next = lastIndexUpTo(resetIndexes, resetIndexes.length, from) + 1;
      next < resetIndexes.length && resetIndexes[next]! < to;
      next++
    ) {
      total += floatValues[resetIndexes[next]! - 1]!;
    }
    return total;
  }
  for (let at = from + 1; at < to; at++) {
    if (floatValues[at]! < floatValues[at - 1]!) total += floatValues[at - 1]!;
  }
  return total;
}
