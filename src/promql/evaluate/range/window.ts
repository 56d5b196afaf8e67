import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { Metric } from "../labels/metric.js";
import { noMetric } from "../labels/metric.js";
import type { Samples } from "../storage/series.js";
import { lastIndexUpTo } from "../storage/series.js";

/** The samples of a series in the range of one step: `[from, to)` of each kind. */
export interface Window {
  readonly metric: Metric;
  readonly samples: Samples;
  /** The number of floats of the whole series. */
  readonly floatCount: number;
  readonly floatTimes: Float64Array;
  readonly floatValues: Float64Array;
  /** The start timestamp of each sample, if rates use them; also `histogramStarts`. */
  readonly floatStarts: Float64Array | undefined;
  readonly histogramTimes: readonly number[];
  readonly histogramStarts: readonly number[] | undefined;
  readonly histograms: readonly NativeHistogram[];
  readonly from: number;
  readonly to: number;
  readonly fromHistogram: number;
  readonly toHistogram: number;
  /** The bounds of the range. */
  readonly start: number;
  readonly end: number;
  /** The time of the step. */
  readonly time: number;
  /** The index of the step. */
  readonly step: number;
}

const noSamples: Samples = {
  floatCount: 0,
  floatTimes: new Float64Array(0),
  floatValues: new Float64Array(0),
  histogramTimes: [],
  histograms: [],
  endTimes: [],
};

/** A window that slides over one series after the other. */
export class MovingWindow implements Window {
  metric: Metric = noMetric;
  samples: Samples = noSamples;
  floatCount = 0;
  floatTimes = noSamples.floatTimes;
  floatValues = noSamples.floatValues;
  floatStarts: Float64Array | undefined;
  histogramTimes = noSamples.histogramTimes;
  histogramStarts: readonly number[] | undefined;
  histograms = noSamples.histograms;
  from = 0;
  to = 0;
  fromHistogram = 0;
  toHistogram = 0;
  start = 0;
  end = 0;
  time = 0;
  step = 0;
  private readonly includesStart: boolean;
  private readonly usesStartTimestamps: boolean;

  constructor(includesStart: boolean, withStarts = false) {
    this.includesStart = includesStart;
    this.usesStartTimestamps = withStarts;
  }

  /** Opens a series. `from` and `to` are guesses for the bounds of the window. */
  open(metric: Metric, samples: Samples, from = 0, to = 0): void {
    this.metric = metric;
    this.samples = samples;
    this.floatCount = samples.floatCount;
    this.floatTimes = samples.floatTimes;
    this.floatValues = samples.floatValues;
    this.floatStarts = this.usesStartTimestamps ? samples.floatStarts : undefined;
    this.histogramTimes = samples.histogramTimes;
    this.histogramStarts = this.usesStartTimestamps ? samples.histogramStarts : undefined;
    this.histograms = samples.histograms;
    this.from = from;
    this.to = to;
    this.fromHistogram = 0;
    this.toHistogram = 0;
  }

  /** Moves to another range; false if it is empty. */
  moveTo(start: number, end: number): boolean {
    const { floatTimes, floatCount, histogramTimes, includesStart } = this;
    this.start = start;
    this.end = end;
    this.to = seekBound(floatTimes, floatCount, this.to, end, true);
    this.from = seekBound(floatTimes, floatCount, this.from, start, !includesStart);
    if (histogramTimes.length > 0) {
      const count = histogramTimes.length;
      this.toHistogram = seekBound(histogramTimes, count, this.toHistogram, end, true);
      this.fromHistogram = seekBound(histogramTimes, count, this.fromHistogram, start, !includesStart);
    }
    return this.from < this.to || this.fromHistogram < this.toHistogram;
  }
}

/** Returns the first index after `limit`, or at it unless `passEqual`, searching from a guess. */
function seekBound(times: ArrayLike<number>, count: number, guess: number, limit: number, passEqual: boolean): number {
  let at = guess;
  if (at > count || (at > 0 && (passEqual ? times[at - 1]! > limit : times[at - 1]! >= limit))) at = 0;
  // Beyond 32 samples, binary search beats walking.
  if (at + 32 < count && times[at + 32]! < limit) at = Math.max(at, lastIndexUpTo(times, count, limit - 1));
  while (at < count && (times[at]! < limit || (passEqual && times[at] === limit))) at++;
  return at;
}

export function countFloats(window: Window): number {
  return window.to - window.from;
}

export function countHistograms(window: Window): number {
  return window.toHistogram - window.fromHistogram;
}
