import type { NativeHistogram } from "../../promql/evaluate/index.js";

/** Labels of a series, with the metric name as `__name__`. */
export type SeriesLabels = Readonly<Record<string, string>>;

/** Series that one process exposes as a unit, such as the buckets, the sum and the count of a histogram. */
export interface Family {
  /** Labels that the process exposes; scraping adds those of the target. */
  readonly series: readonly SeriesLabels[];
  /** Starts a process, with its counters at 0. Times are in milliseconds. */
  start(since: number, target: SeriesLabels): ReadSamples;
}

/**
 * Writes the value of each series at a time, of a native histogram to `histograms` at the index of its series; returns
 * false if the family is absent. Times must ascend.
 */
export type ReadSamples = (time: number, values: Float64Array, histograms: NativeHistogram[]) => boolean;
