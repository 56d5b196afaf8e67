import type { SeriesLabels } from "./family.js";

/** From a time up to but not including another, in milliseconds. */
export interface Stretch {
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
  readonly gaps: readonly Stretch[];
}

/** What is behind one place to scrape for a time: a process, or nothing that answers. */
export interface Life extends Stretch {
  /** What scraping adds to every series. */
  readonly labels: SeriesLabels;
  readonly answers: boolean;
}

/** What happens to one place to scrape. */
export interface Timeline {
  /** One after the other. A new process counts from 0; where the labels differ, it is another target. */
  readonly lives: readonly Life[];
  /** When scrapes fail although the process lives on. */
  readonly missed: readonly Stretch[];
}

/** A process that lives through it all. */
export function steady(labels: SeriesLabels): Timeline {
  return {
    lives: [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY, labels, answers: true }],
    missed: [],
  };
}

/** The times of all scrapes. */
export function* scrapeTimes({ start, end, interval, gaps }: Schedule): Generator<number> {
  for (let time = start; time <= end; time += interval) {
    if (!within(gaps, time)) yield time;
  }
}

export function within(stretches: readonly Stretch[], time: number): boolean {
  return stretches.some(({ from, to }) => from <= time && time < to);
}
