import { metricNameLabel, type Series, type Store } from "../../promql/evaluate/index.js";
import type { Family, Reading, SeriesLabels } from "./family.js";
import { type Life, type Schedule, scrapeTimes, type Timeline, within } from "./schedule.js";

/**
 * Scrapes one target as Prometheus does, and writes the samples: those of its families, and `up`. Series that are no
 * longer there end, as do all of them when a scrape fails.
 */
export function scrape(store: Store, schedule: Schedule, timeline: Timeline, families: readonly Family[]): void {
  let current: Target | undefined;
  for (const time of scrapeTimes(schedule)) {
    const life = timeline.lives.find(({ from, to }) => from <= time && time < to);
    if (current && current.life !== life) {
      current.leave(time, life);
      current = undefined;
    }
    if (!life) continue;
    current ??= new Target(store, life, families, schedule.start);
    if (life.answers && !within(timeline.missed, time)) current.read(time);
    else current.fail(time);
  }
}

interface Exposed {
  readonly series: readonly Series[];
  readonly reading: Reading;
  readonly values: Float64Array;
  isShown: boolean;
}

class Target {
  readonly life: Life;
  private readonly up: Series;
  private readonly took: Series;
  private readonly samples: readonly Series[];
  private readonly exposed: Exposed[];

  constructor(store: Store, life: Life, families: readonly Family[], start: number) {
    this.life = life;
    const own = (name: string) => store.series({ ...life.labels, [metricNameLabel]: name });
    this.up = own("up");
    this.took = own("scrape_duration_seconds");
    this.samples = ["scrape_samples_scraped", "scrape_samples_post_metric_relabeling"].map(own);
    this.exposed = families.map((family) => ({
      series: family.series.map((labels) => store.series({ ...life.labels, ...labels })),
      reading: family.begin(Math.max(life.from, start), life.labels),
      values: new Float64Array(family.series.length),
      isShown: false,
    }));
  }

  read(time: number): void {
    let count = 0;
    for (const one of this.exposed) {
      const isShown = one.reading(time, one.values);
      if (isShown) {
        count += one.series.length;
        for (let index = 0; index < one.series.length; index++) one.series[index]!.append(time, one.values[index]!);
      } else if (one.isShown) end(one.series, time);
      one.isShown = isShown;
    }
    this.up.append(time, 1);
    // About a microsecond a sample, on top of what a request costs.
    this.took.append(time, 0.002 + count * 1e-6 + (time % 7000) * 1e-7);
    for (const series of this.samples) series.append(time, count);
  }

  fail(time: number): void {
    this.endExposed(time);
    this.up.append(time, 0);
    this.took.append(time, 0);
    for (const series of this.samples) series.append(time, 0);
  }

  /** What the next process exposes under the same labels goes on where this one stops. */
  leave(time: number, next: Life | undefined): void {
    if (next && sameLabels(next.labels, this.life.labels)) {
      if (!next.answers) this.endExposed(time);
      return;
    }
    this.endExposed(time);
    end([this.up, this.took, ...this.samples], time);
  }

  private endExposed(time: number): void {
    for (const one of this.exposed) {
      if (one.isShown) end(one.series, time);
      one.isShown = false;
    }
  }
}

function end(series: readonly Series[], time: number): void {
  for (const one of series) one.end(time);
}

function sameLabels(left: SeriesLabels, right: SeriesLabels): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
