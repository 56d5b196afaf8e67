import type { SeriesLabels } from "./family.js";

/** From a time up to but not including another, in milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** When Prometheus scrapes. */
export interface Schedule {
  readonly start: number;
  /** The last scrape is at this time at the latest. */
  readonly end: number;
  readonly interval: number;
  /** When nothing is scraped at all: no sample is written, not even that a target is down. */
  readonly gaps: readonly TimeRange[];
}

/** What is behind one place to scrape for a time: a process, or nothing that answers. */
export interface TargetLifetime extends TimeRange {
  /** What scraping adds to every series. */
  readonly labels: SeriesLabels;
  readonly isUp: boolean;
}

/** What happens to one place to scrape. */
export interface TargetTimeline {
  /** One after the other. A new process counts from 0; where the labels differ, it is another target. */
  readonly lifetimes: readonly TargetLifetime[];
  /** When scrapes fail although the process lives on. */
  readonly missedScrapes: readonly TimeRange[];
}

/** A process that lives through it all. */
export function uninterrupted(labels: SeriesLabels): TargetTimeline {
  return {
    lifetimes: [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, labels, isUp: true }],
    missedScrapes: [],
  };
}

/** The times of all scrapes. */
export function* scrapeTimes({ start, end, interval, gaps }: Schedule): Generator<number> {
  for (let time = start; time <= end; time += interval) {
    if (!isWithin(gaps, time)) yield time;
  }
}

export function isWithin(ranges: readonly TimeRange[], time: number): boolean {
  return ranges.some(({ from, to }) => from <= time && time < to);
}
