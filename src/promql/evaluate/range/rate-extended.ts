import type { NativeHistogram } from "../histogram/native-histogram.js";
import { extendedBounds, findBoundaries } from "./extended-window.js";
import { extendedHistogramRate } from "./histogram-rate-extended.js";
import type { RangeCall } from "./range-call.js";
import type { RateKind } from "./rate-extrapolation.js";
import type { Window } from "./window.js";

/** Computes the rate between the exact bounds of the range, from the nearest samples or interpolated ones. */
export function extendedRate(window: Window, call: RangeCall, kind: RateKind): number | NativeHistogram | undefined {
  const { from, to, fromHistogram, toHistogram } = extendedBounds(window, call);
  const isSmoothed = call.extension === "smoothed";
  if (from < to && fromHistogram < toHistogram) {
    const { context, argument } = call;
    context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), argument);
    return undefined;
  }
  if (fromHistogram < toHistogram) {
    const boundaries = findBoundaries(window.histogramTimes, [fromHistogram, toHistogram], window, isSmoothed);
    return boundaries && extendedHistogramRate(window, boundaries, call, kind);
  }
  const boundaries = findBoundaries(window.floatTimes, [from, to], window, isSmoothed);
  if (!boundaries) return undefined;
  const { isCounter, perSecond } = kind;
  const { floatTimes: times, floatValues: values, start, end } = window;
  let { first, last } = boundaries;
  const left = isSmoothed && times[first]! < start ? interpolateAt(window, first, start, isCounter) : values[first]!;
  const right =
    isSmoothed && last > from && times[last]! > end ? interpolateAt(window, last - 1, end, isCounter) : values[last]!;
  let increase = right - left;
  if (isCounter) {
    if (times[first]! <= start) first++;
    if (times[last]! >= end) last--;
    let previous = left;
    for (let at = first; at <= last; at++) {
      if (values[at]! < previous) increase += previous;
      previous = values[at]!;
    }
    if (right < previous) increase += previous;
  }
  return perSecond ? increase / (call.range / 1000) : increase;
}

/** Interpolates between a sample and the next; after a reset a counter starts at zero. */
function interpolateAt({ floatTimes, floatValues }: Window, at: number, time: number, isCounter: boolean): number {
  const next = floatValues[at + 1]!;
  const value = floatValues[at]!;
  const before = isCounter && next < value ? 0 : value;
  return before + ((next - before) * (time - floatTimes[at]!)) / (floatTimes[at + 1]! - floatTimes[at]!);
}
