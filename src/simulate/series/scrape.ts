import { scrapeSeries } from "../../model/metric/scrape-series.js";
import { metricNameLabel, type NativeHistogram, type Series, type Store } from "../../promql/evaluate/index.js";
import type { Family, ReadSamples, SeriesLabels } from "./family.js";
import { isWithin, type Schedule, scrapeTimes, type TargetLifetime, type TargetTimeline } from "./schedule.js";

/**
 * Scrapes one target as Prometheus does: writes the samples of its families, and `up`. Marks series stale that
 * disappeared, and all of them if a scrape fails.
 */
export function scrape(store: Store, schedule: Schedule, timeline: TargetTimeline, families: readonly Family[]): void {
  let current: ScrapedTarget | undefined;
  for (const time of scrapeTimes(schedule)) {
    const lifetime = timeline.lifetimes.find(({ from, to }) => from <= time && time < to);
    if (current && current.lifetime !== lifetime) {
      current.handOver(time, lifetime);
      current = undefined;
    }
    if (!lifetime) continue;
    current ??= new ScrapedTarget(store, lifetime, families, schedule.start);
    if (lifetime.isUp && !isWithin(timeline.missedScrapes, time)) current.scrape(time);
    else current.fail(time);
  }
}

interface ExposedFamily {
  readonly series: readonly Series[];
  readonly read: ReadSamples;
  readonly values: Float64Array;
  readonly histograms: NativeHistogram[];
  isShown: boolean;
}

class ScrapedTarget {
  readonly lifetime: TargetLifetime;
  private readonly up: Series;
  private readonly duration: Series;
  private readonly sampleCounts: readonly Series[];
  private readonly added: Series;
  private readonly exposed: ExposedFamily[];

  constructor(store: Store, life: TargetLifetime, families: readonly Family[], start: number) {
    this.lifetime = life;
    const own = (name: string) => store.series({ ...life.labels, [metricNameLabel]: name });
    const { up, duration, samples, keptSamples, newSeries } = scrapeSeries;
    this.up = own(up.name);
    this.duration = own(duration.name);
    this.sampleCounts = [own(samples.name), own(keptSamples.name)];
    this.added = own(newSeries.name);
    this.exposed = families.map((family) => ({
      series: family.series.map((labels) => store.series({ ...life.labels, ...labels })),
      read: family.start(Math.max(life.from, start), life.labels),
      values: new Float64Array(family.series.length),
      histograms: [],
      isShown: false,
    }));
  }

  scrape(time: number): void {
    let count = 0;
    let added = 0;
    for (const one of this.exposed) {
      const isShown = one.read(time, one.values, one.histograms);
      if (isShown) {
        count += one.series.length;
        if (!one.isShown) added += one.series.length;
        append(one, time);
      } else if (one.isShown) end(one.series, time);
      one.isShown = isShown;
    }
    this.up.append(time, 1);
    // About a microsecond for each sample, plus the cost of the request.
    this.duration.append(time, 0.002 + count * 1e-6 + (time % 7000) * 1e-7);
    for (const series of this.sampleCounts) series.append(time, count);
    this.added.append(time, added);
  }

  fail(time: number): void {
    this.endFamilies(time);
    this.up.append(time, 0);
    this.duration.append(time, 0);
    for (const series of this.sampleCounts) series.append(time, 0);
    this.added.append(time, 0);
  }

  /** Ends the series, except those that the next process continues under the same labels. */
  handOver(time: number, next: TargetLifetime | undefined): void {
    if (next && hasSameLabels(next.labels, this.lifetime.labels)) {
      if (!next.isUp) this.endFamilies(time);
      return;
    }
    this.endFamilies(time);
    end([this.up, this.duration, ...this.sampleCounts, this.added], time);
  }

  private endFamilies(time: number): void {
    for (const one of this.exposed) {
      if (one.isShown) end(one.series, time);
      one.isShown = false;
    }
  }
}

function append({ series, values, histograms }: ExposedFamily, time: number): void {
  for (let index = 0; index < series.length; index++) {
    const histogram = index < histograms.length ? histograms[index] : undefined;
    if (histogram) series[index]!.appendHistogram(time, histogram);
    else series[index]!.append(time, values[index]!);
  }
}

function end(series: readonly Series[], time: number): void {
  for (const one of series) one.end(time);
}

function hasSameLabels(left: SeriesLabels, right: SeriesLabels): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
