import { fail } from "../query/failure.js";
import { lastIndexUpTo } from "../storage/series.js";
import type { RangeCall } from "./range-call.js";
import type { RateKind } from "./rate-extrapolation.js";
import { countHistograms, type Window } from "./window.js";

/**
 * Returns the samples of an `anchored` or `smoothed` range: one more at or before its start and, if smoothed, one after
 * its end.
 */
export function extendedBounds(window: Window, call: RangeCall): { from: number; to: number } {
  const { floatTimes, floatCount, start, end } = window;
  const { lookback } = call.context.settings;
  const first = lastIndexUpTo(floatTimes, floatCount, start - lookback) + 1;
  let to = lastIndexUpTo(floatTimes, floatCount, end) + 1;
  if (call.extension === "smoothed" && (to === 0 || floatTimes[to - 1] !== end)) {
    if (to < floatCount && floatTimes[to]! <= end + lookback) to++;
  }
  const before = Math.min(lastIndexUpTo(floatTimes, floatCount, start), to - 2);
  return { from: Math.max(first, before), to };
}

/** Fails if there are histograms, which cannot be interpolated yet. */
export function failOnHistograms(window: Window): void {
  if (countHistograms(window) > 0) fail("smoothed and anchored modifiers do not work with native histograms");
}

/** Computes the rate between the exact bounds of the range, from the nearest samples or interpolated ones. */
export function extendedRate(window: Window, call: RangeCall, { isCounter, perSecond }: RateKind): number | undefined {
  failOnHistograms(window);
  const { floatTimes: times, floatValues: values, start, end } = window;
  const { from, to } = extendedBounds(window, call);
  let last = to - 1;
  if (last < from || times[last]! <= start) return undefined;
  const smoothed = call.extension === "smoothed";
  if (smoothed && times[from]! > end) return undefined;
  let first = from;
  let left = values[first]!;
  if (smoothed && times[first]! < start && first < last) left = interpolateAt(window, first, start, isCounter);
  let right = values[last]!;
  if (smoothed && last > from && times[last]! > end) right = interpolateAt(window, last - 1, end, isCounter);
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
