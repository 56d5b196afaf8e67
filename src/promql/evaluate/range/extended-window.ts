import { lastIndexUpTo } from "../storage/series.js";
import type { RangeCall } from "./range-call.js";
import type { Window } from "./window.js";

/** Indexes of samples of a window: `[from, to)` of each kind. */
export interface SampleBounds {
  readonly from: number;
  readonly to: number;
  readonly fromHistogram: number;
  readonly toHistogram: number;
}

/**
 * Returns the samples that an `anchored` or `smoothed` range sees: also those within the lookback before its start and,
 * if smoothed, after its end.
 */
export function extendedBounds(window: Window, { extension, context }: RangeCall): SampleBounds {
  const { floatTimes, floatCount, histogramTimes } = window;
  const { lookback } = context.settings;
  const start = window.start - lookback;
  const end = extension === "smoothed" ? window.end + lookback : window.end;
  const histogramCount = histogramTimes.length;
  return {
    from: lastIndexUpTo(floatTimes, floatCount, start) + 1,
    to: lastIndexUpTo(floatTimes, floatCount, end) + 1,
    fromHistogram: lastIndexUpTo(histogramTimes, histogramCount, start) + 1,
    toHistogram: lastIndexUpTo(histogramTimes, histogramCount, end) + 1,
  };
}

/** Indexes of the samples that stand for the bounds of a range. */
export interface Boundaries {
  readonly first: number;
  readonly last: number;
}

/**
 * Chooses among the samples `[from, to)` the last one up to the start of the range and the last one of the range, or the
 * first one from its end on if smoothed. Undefined if the range has no samples.
 */
export function findBoundaries(
  times: ArrayLike<number>,
  [from, to]: readonly [number, number],
  { start, end }: Window,
  isSmoothed: boolean,
): Boundaries | undefined {
  if (from >= to) return undefined;
  const first = Math.max(from, Math.min(lastIndexUpTo(times, to, start), to - 2));
  const last = isSmoothed ? Math.min(lastIndexUpTo(times, to, end - 1) + 1, to - 1) : to - 1;
  if (times[last]! <= start || (isSmoothed && times[first]! > end)) return undefined;
  return { first, last };
}

/**
 * Returns the samples of an `anchored` range: those of the range and the last one before it, of either kind. Undefined
 * if the range has no samples.
 */
export function anchoredBounds(window: Window, call: RangeCall): SampleBounds | undefined {
  const { floatTimes, histogramTimes, start } = window;
  const { from, to, fromHistogram, toHistogram } = extendedBounds(window, call);
  const inside = Math.max(from, lastIndexUpTo(floatTimes, to, start) + 1);
  const insideHistogram = Math.max(fromHistogram, lastIndexUpTo(histogramTimes, toHistogram, start) + 1);
  if (inside >= to && insideHistogram >= toHistogram) return undefined;
  const anchorTime = inside > from ? floatTimes[inside - 1]! : Number.NEGATIVE_INFINITY;
  const anchorHistogramTime =
    insideHistogram > fromHistogram ? histogramTimes[insideHistogram - 1]! : Number.NEGATIVE_INFINITY;
  const hasAnchor = inside > from && anchorTime >= anchorHistogramTime;
  const hasHistogramAnchor = insideHistogram > fromHistogram && anchorHistogramTime > anchorTime;
  return {
    from: hasAnchor ? inside - 1 : inside,
    to,
    fromHistogram: hasHistogramAnchor ? insideHistogram - 1 : insideHistogram,
    toHistogram,
  };
}
