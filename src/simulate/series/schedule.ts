import type { SeriesLabels } from "./family.js";

/** A half-open range of time, in milliseconds: `from` is included, `to` is not. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The times at which Prometheus scrapes. */
export interface Schedule {
  readonly start: number;
  /** No scrape is later than this. */
  readonly end: number;
  readonly interval: number;
  /** Ranges without any scrape: no samples, not even `up`. */
  readonly gaps: readonly TimeRange[];
}

/** The time during which a target is one process, or is down. */
export interface TargetLifetime extends TimeRange {
  /** Labels that scraping adds to every series. */
  readonly labels: SeriesLabels;
  readonly isUp: boolean;
}

/** Everything that happens to one target. */
export interface TargetTimeline {
  /** In order. Each starts a process with counters at 0; with other labels, it is another target to Prometheus. */
  readonly lifetimes: readonly TargetLifetime[];
  /** Ranges in which scrapes fail while the process keeps running. */
  readonly missedScrapes: readonly TimeRange[];
}

/** A timeline of one process that never stops. */
export function uninterrupted(labels: SeriesLabels): TargetTimeline {
  return {
    lifetimes: [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, labels, isUp: true }],
    missedScrapes: [],
  };
}

/** Yields the time of each scrape. */
export function* scrapeTimes({ start, end, interval, gaps }: Schedule): Generator<number> {
  for (let time = start; time <= end; time += interval) {
    if (!isWithin(gaps, time)) yield time;
  }
}

/** True if a time is in one of the ranges. */
export function isWithin(ranges: readonly TimeRange[], time: number): boolean {
  return ranges.some(({ from, to }) => from <= time && time < to);
}
