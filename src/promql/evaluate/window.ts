import type { Metric } from "./metric.js";
import type { NativeHistogram } from "./native-histogram.js";
import type { Samples } from "./series.js";
import { indexUpTo } from "./series.js";

/** The samples of a series that a range function looks at for one step: `[from, to)` of each kind. */
export interface Window {
  readonly metric: Metric;
  /** How many floats the series has in all. */
  readonly floatCount: number;
  readonly floatTimes: Float64Array;
  readonly floatValues: Float64Array;
  /** When the counter is said to have begun, sample by sample, if rates are to know. */
  readonly floatStarts: Float64Array | undefined;
  readonly histogramTimes: readonly number[];
  readonly histograms: readonly NativeHistogram[];
  /** The places of floats that are lower than the one before, ascending, if they are known. */
  readonly falls: readonly number[] | undefined;
  from: number;
  to: number;
  fromHistogram: number;
  toHistogram: number;
  /** Where the range begins and ends. */
  start: number;
  end: number;
  /** The time of the step itself. */
  time: number;
  /** Which step it is. */
  step: number;
}

export function windowOver(metric: Metric, samples: Samples, withStarts = false): Window {
  const { floatCount, floatTimes, floatValues, histogramTimes, histograms } = samples;
  const floatStarts = withStarts ? samples.floatStarts : undefined;
  const place = { from: 0, to: 0, fromHistogram: 0, toHistogram: 0, start: 0, end: 0, time: 0, step: 0 };
  const { falls } = samples;
  return { metric, floatCount, floatTimes, floatValues, floatStarts, falls, histogramTimes, histograms, ...place };
}

/** Moves a window to a later (or the same) range; false when there is nothing in it. */
export function moveTo(window: Window, samples: Samples, start: number, end: number, includesStart: boolean): boolean {
  window.start = start;
  window.end = end;
  window.to = advance(samples.floatTimes, samples.floatCount, window.to, end, true);
  window.from = advance(samples.floatTimes, samples.floatCount, window.from, start, !includesStart);
  if (samples.histogramTimes.length > 0) {
    const { histogramTimes } = samples;
    window.toHistogram = advance(histogramTimes, histogramTimes.length, window.toHistogram, end, true);
    window.fromHistogram = advance(histogramTimes, histogramTimes.length, window.fromHistogram, start, !includesStart);
  }
  return window.from < window.to || window.fromHistogram < window.toHistogram;
}

/** The first index, not below `from`, whose time is after `limit` (or at it, unless those are passed over). */
function advance(times: ArrayLike<number>, count: number, from: number, limit: number, passEqual: boolean): number {
  let at = from;
  // Far away, searching is quicker than walking.
  if (at + 32 < count && times[at + 32]! < limit) at = Math.max(at, indexUpTo(times, count, limit - 1));
  while (at < count && (times[at]! < limit || (passEqual && times[at] === limit))) at++;
  return at;
}

export function floatsIn(window: Window): number {
  return window.to - window.from;
}

export function histogramsIn(window: Window): number {
  return window.toHistogram - window.fromHistogram;
}
