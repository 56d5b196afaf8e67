import {
  equalHistograms,
  type Metric,
  type NativeHistogram,
  type Series,
  type Store,
} from "../../promql/evaluate/index.js";

/** A series that a rule writes, with the time of its last sample. */
export interface OutputSeries {
  readonly series: Series;
  writtenAt: number;
}

export interface OutputSample {
  readonly target: OutputSeries;
  readonly value: number | NativeHistogram;
}

/** Writes the series of one rule to the store, and marks those stale that disappear from its results. */
export class RuleOutput {
  private readonly store: Store;
  private readonly targets = new Map<string, OutputSeries>();
  private previous: readonly OutputSeries[] = [];

  constructor(store: Store) {
    this.store = store;
  }

  seriesFor(metric: Metric): OutputSeries {
    let target = this.targets.get(metric.key);
    if (!target) {
      const labels = new Map(metric.names.map((name, index) => [name, metric.values[index]!]));
      target = { series: this.store.series(labels), writtenAt: Number.NEGATIVE_INFINITY };
      this.targets.set(metric.key, target);
    }
    return target;
  }

  /** Writes the results of one evaluation; returns an error message if some were rejected. */
  write(samples: readonly OutputSample[], time: number): string | undefined {
    const written: OutputSeries[] = [];
    let problem: string | undefined;
    for (const { target, value } of samples) {
      const error = tryAppend(target.series, time, value);
      if (error !== undefined) {
        problem = error;
        continue;
      }
      target.writtenAt = time;
      written.push(target);
    }
    for (const { series, writtenAt } of this.previous) {
      if (writtenAt !== time && series.latestTime < time) series.end(time);
    }
    this.previous = written;
    return problem;
  }
}

/** Appends a sample, unless the TSDB would reject it as out of order or as a duplicate. */
function tryAppend(series: Series, time: number, value: number | NativeHistogram): string | undefined {
  if (time < series.latestTime) return "out of order sample";
  if (time === series.latestTime) return isLatestSample(series, value) ? undefined : "duplicate sample for timestamp";
  if (typeof value === "number") series.append(time, value);
  else series.appendHistogram(time, value);
  return undefined;
}

/** True if the latest sample has this value. All NaNs are equal here; the TSDB compares their bits. */
function isLatestSample(series: Series, value: number | NativeHistogram): boolean {
  const { latestTime: time, floatCount, floatTimes, floatValues, histogramTimes, histograms } = series;
  if (typeof value === "number") {
    return floatTimes[floatCount - 1] === time && Object.is(floatValues[floatCount - 1], value);
  }
  return histogramTimes.at(-1) === time && equalHistograms(histograms.at(-1)!, value);
}
