import { resetHintAfter } from "../histogram/counter-reset.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { Metric } from "../labels/metric.js";

/** Samples in ascending order of time: floats, histograms and staleness markers separately. */
export interface Samples {
  readonly floatCount: number;
  /** At least `floatCount` long. */
  readonly floatTimes: Float64Array;
  readonly floatValues: Float64Array;
  /** The start timestamp of each float, 0 if unknown; undefined if no float has one. */
  readonly floatStarts?: Float64Array | undefined;
  readonly histogramTimes: readonly number[];
  /** The start timestamp of each histogram, 0 if unknown; undefined if none has one. */
  readonly histogramStarts?: readonly number[] | undefined;
  readonly histograms: readonly NativeHistogram[];
  readonly endTimes: readonly number[];
  /** Ascending indexes of floats that are lower than their predecessor, if already known. */
  readonly resetIndexes?: readonly number[] | undefined;
}

/** A series of a range vector. */
export interface RangeSeries {
  readonly metric: Metric;
  readonly dropName: boolean;
  readonly samples: Samples;
}

/** A series in the store. */
export class Series implements Samples {
  readonly metric: Metric;
  floatCount = 0;
  floatTimes = new Float64Array(16);
  floatValues = new Float64Array(16);
  floatStarts: Float64Array<ArrayBuffer> | undefined;
  readonly histogramTimes: number[] = [];
  histogramStarts: number[] | undefined;
  readonly histograms: NativeHistogram[] = [];
  readonly endTimes: number[] = [];
  private lastTime = Number.NEGATIVE_INFINITY;
  private readonly knownResets: number[] = [];
  /** The number of floats scanned for resets. */
  private scannedCount = 0;
  private lastIsHistogram = false;

  constructor(metric: Metric) {
    this.metric = metric;
  }

  /** The time of the latest sample or staleness marker; -Infinity without samples. */
  get latestTime(): number {
    return this.lastTime;
  }

  get resetIndexes(): readonly number[] {
    const { floatValues, floatCount, knownResets } = this;
    for (let at = Math.max(1, this.scannedCount); at < floatCount; at++) {
      if (floatValues[at]! < floatValues[at - 1]!) knownResets.push(at);
    }
    this.scannedCount = floatCount;
    return knownResets;
  }

  /** Returns an independent series with the same samples. */
  copy(): Series {
    const copy = new Series(this.metric);
    copy.floatCount = this.floatCount;
    copy.floatTimes = this.floatTimes.slice();
    copy.floatValues = this.floatValues.slice();
    copy.floatStarts = this.floatStarts?.slice();
    for (const time of this.histogramTimes) copy.histogramTimes.push(time);
    copy.histogramStarts = this.histogramStarts?.slice();
    for (const histogram of this.histograms) copy.histograms.push(histogram);
    for (const time of this.endTimes) copy.endTimes.push(time);
    copy.lastTime = this.lastTime;
    copy.lastIsHistogram = this.lastIsHistogram;
    return copy;
  }

  /** Adds a float with an optional start timestamp in milliseconds. */
  append(timestamp: number, value: number, start = 0): void {
    if (timestamp <= this.lastTime) this.removeSample(timestamp);
    else this.lastTime = timestamp;
    if (this.floatCount === this.floatTimes.length) this.grow();
    const at = insertionIndex(timestamp, this.floatTimes, this.floatCount);
    if (at < this.floatCount) {
      this.discardKnownResets();
      this.floatTimes.copyWithin(at + 1, at, this.floatCount);
      this.floatValues.copyWithin(at + 1, at, this.floatCount);
      this.floatStarts?.copyWithin(at + 1, at, this.floatCount);
    }
    this.floatTimes[at] = timestamp;
    this.floatValues[at] = value;
    if (start !== 0) this.floatStarts ??= new Float64Array(this.floatTimes.length);
    if (this.floatStarts) this.floatStarts[at] = start;
    this.floatCount++;
    this.lastIsHistogram = false;
  }

  /** Adds a histogram with an optional start timestamp in milliseconds. */
  appendHistogram(timestamp: number, histogram: NativeHistogram, start = 0): void {
    const inOrder = timestamp > this.lastTime;
    if (inOrder) this.lastTime = timestamp;
    else this.removeSample(timestamp);
    const previous = inOrder && this.lastIsHistogram ? this.histograms.at(-1) : undefined;
    const at = insertionIndex(timestamp, this.histogramTimes, this.histogramTimes.length);
    if (start !== 0) this.histogramStarts ??= this.histogramTimes.map(() => 0);
    this.histogramStarts?.splice(at, 0, start);
    this.histogramTimes.splice(at, 0, timestamp);
    this.histograms.splice(at, 0, { ...histogram, counterReset: resetHintAfter(histogram, previous) });
    const next = this.histograms[at + 1];
    if (next && next.counterReset !== "gauge") this.histograms[at + 1] = { ...next, counterReset: "unknown" };
    this.lastIsHistogram = inOrder;
  }

  /** Adds a staleness marker: queries no longer see the series until the next sample. */
  end(timestamp: number): void {
    if (timestamp <= this.lastTime) this.removeSample(timestamp);
    else this.lastTime = timestamp;
    this.endTimes.splice(insertionIndex(timestamp, this.endTimes, this.endTimes.length), 0, timestamp);
    this.lastIsHistogram = false;
  }

  private discardKnownResets(): void {
    this.knownResets.length = 0;
    this.scannedCount = 0;
  }

  /** Removes the sample at a time. */
  private removeSample(timestamp: number): void {
    const float = lastIndexUpTo(this.floatTimes, this.floatCount, timestamp);
    if (float >= 0 && this.floatTimes[float] === timestamp) {
      this.discardKnownResets();
      this.floatTimes.copyWithin(float, float + 1, this.floatCount);
      this.floatValues.copyWithin(float, float + 1, this.floatCount);
      this.floatStarts?.copyWithin(float, float + 1, this.floatCount);
      this.floatCount--;
    }
    const histogram = this.histogramTimes.indexOf(timestamp);
    if (histogram >= 0) {
      this.histogramTimes.splice(histogram, 1);
      this.histograms.splice(histogram, 1);
      this.histogramStarts?.splice(histogram, 1);
    }
    const end = this.endTimes.indexOf(timestamp);
    if (end >= 0) this.endTimes.splice(end, 1);
  }

  private grow(): void {
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(old.length * 2);
      larger.set(old);
      return larger;
    };
    this.floatTimes = grown(this.floatTimes);
    this.floatValues = grown(this.floatValues);
    if (this.floatStarts) this.floatStarts = grown(this.floatStarts);
  }
}

function insertionIndex(timestamp: number, times: ArrayLike<number>, count: number): number {
  return count === 0 || times[count - 1]! < timestamp ? count : lastIndexUpTo(times, count, timestamp) + 1;
}

/** Returns the index of the last time that is not after `timestamp`; -1 if all are. */
export function lastIndexUpTo(times: ArrayLike<number>, count: number, timestamp: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= timestamp) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
