import { histogramRate } from "./histogram-rate.js";
import { scale } from "./native-histogram.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { extendedRate } from "./rate-extended.js";
import { indexUpTo } from "./series.js";
import { beganBetween } from "./start-timestamp.js";
import { floatsIn, histogramsIn, type Window } from "./window.js";

/** How a rate is taken: of a counter or a gauge, per second or over the whole range. */
export interface RateKind {
  readonly isCounter: boolean;
  readonly perSecond: boolean;
}

export const rate: RangeFunction = extrapolated({ isCounter: true, perSecond: true });
export const increase: RangeFunction = extrapolated({ isCounter: true, perSecond: false });
export const delta: RangeFunction = extrapolated({ isCounter: false, perSecond: false });

function extrapolated(kind: RateKind): RangeFunction {
  return (window, call) => {
    if (call.extension) return extendedRate(window, call, kind);
    const floats = floatsIn(window);
    const histograms = histogramsIn(window);
    const { context, place } = call;
    if (floats > 0 && histograms > 0) {
      context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), place);
      return undefined;
    }
    if (histograms > 1) {
      const result = histogramRate(window, call, kind.isCounter);
      if (!result) return undefined;
      const first = window.histograms[window.fromHistogram]!.count;
      const times = window.histogramTimes;
      const span = { first: times[window.fromHistogram]!, last: times[window.toHistogram - 1]!, gaps: histograms - 1 };
      // Before 3.0 a histogram was not kept from falling below zero.
      const counts = context.isOld ? undefined : { first, gained: result.count };
      return scale(result, extrapolation(window, span, call, kind, counts));
    }
    if (kind.isCounter && window.floatStarts && floats > 0) {
      const sinceStart = rateSinceStart(window, window.floatStarts, call, kind);
      if (sinceStart !== undefined) return sinceStart;
    }
    if (floats < 2) return undefined;
    const gained = gainedFloats(window, kind.isCounter);
    const { floatTimes: times, floatValues, from, to } = window;
    const span = { first: times[from]!, last: times[to - 1]!, gaps: floats - 1 };
    return gained * extrapolation(window, span, call, kind, { first: floatValues[from]!, gained });
  };
}

/**
 * Of a counter whose first sample says that it began within the range: it was zero then, so there is nothing to
 * extrapolate. Undefined of others.
 */
function rateSinceStart(window: Window, starts: Float64Array, call: RangeCall, kind: RateKind): number | undefined {
  const { floatTimes: times, floatValues, from, to } = window;
  const start = starts[from]!;
  if (start === 0 || start <= window.start || start >= times[from]!) return undefined;
  const gained = gainedFloats(window, true) + floatValues[from]!;
  const gap = to - from > 1 ? (times[to - 1]! - times[from]!) / 1000 / (to - from - 1) : 0;
  const sampled = (times[to - 1]! - start) / 1000;
  const toEnd = (window.end - times[to - 1]!) / 1000;
  const factor = (sampled + (toEnd >= gap * 1.1 ? gap / 2 : toEnd)) / sampled;
  return gained * (kind.perSecond ? factor / (call.range / 1000) : factor);
}

/** By how much floats went up; what a counter lost in a reset counts as gained. */
function gainedFloats(window: Window, isCounter: boolean): number {
  const { floatValues, floatTimes, floatStarts, from, to } = window;
  let gained = floatValues[to - 1]! - floatValues[from]!;
  if (!isCounter) return gained;
  if (floatStarts) {
    for (let at = from + 1; at < to; at++) {
      const isReset = floatValues[at]! < floatValues[at - 1]! || beganBetween(floatStarts, floatTimes, at - 1, at);
      if (isReset) gained += floatValues[at - 1]!;
    }
    return gained;
  }
  const { falls } = window.samples;
  if (falls) {
    for (let next = indexUpTo(falls, falls.length, from) + 1; next < falls.length && falls[next]! < to; next++) {
      gained += floatValues[falls[next]! - 1]!;
    }
    return gained;
  }
  for (let at = from + 1; at < to; at++) {
    if (floatValues[at]! < floatValues[at - 1]!) gained += floatValues[at - 1]!;
  }
  return gained;
}

interface Span {
  readonly first: number;
  readonly last: number;
  readonly gaps: number;
}

/**
 * By what to multiply what was gained between the first and the last sample, to get what was gained in the whole range:
 * up to its bounds when samples are close to them, otherwise half a gap farther; but no counter was ever below zero.
 */
function extrapolation(
  { start, end }: Window,
  { first, last, gaps }: Span,
  { context, range }: RangeCall,
  { isCounter, perSecond }: RateKind,
  counts: { readonly first: number; readonly gained: number } | undefined,
): number {
  let toStart = (first - start) / 1000;
  let toEnd = (end - last) / 1000;
  const sampled = (last - first) / 1000;
  const gap = sampled / gaps;
  const near = gap * 1.1;
  const limitsZero = isCounter && counts !== undefined && counts.gained > 0 && counts.first >= 0;
  const toZero = limitsZero ? sampled * (counts.first / counts.gained) : Number.POSITIVE_INFINITY;
  if (context.isOld && toZero < toStart) toStart = toZero;
  if (toStart >= near) toStart = gap / 2;
  if (!context.isOld && toZero < toStart) toStart = toZero;
  if (toEnd >= near) toEnd = gap / 2;
  const factor = (sampled + toStart + toEnd) / sampled;
  return perSecond ? factor / (range / 1000) : factor;
}
