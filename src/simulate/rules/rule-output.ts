import {
  equalHistograms,
  type Metric,
  type NativeHistogram,
  type Series,
  type Store,
} from "../../promql/evaluate/index.js";

/** A series that a rule writes, and when it did so last. */
export interface OutputSeries {
  readonly series: Series;
  writtenAt: number;
}

export interface OutputSample {
  readonly target: OutputSeries;
  readonly value: number | NativeHistogram;
}

/** The series that one rule writes into the store. Those that it no longer gives end there. */
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

  /** Writes what the rule gives at a time; tells why some of it could not be written. */
  write(samples: readonly OutputSample[], time: number): string | undefined {
    const written: OutputSeries[] = [];
    let problem: string | undefined;
    for (const { target, value } of samples) {
      const refused = tryAppend(target.series, time, value);
      if (refused !== undefined) {
        problem = refused;
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

/** The database takes no sample that is older than the latest of its series, and none that contradicts it. */
function tryAppend(series: Series, time: number, value: number | NativeHistogram): string | undefined {
  if (time < series.latestTime) return "out of order sample";
  if (time === series.latestTime) return isLatestSample(series, value) ? undefined : "duplicate sample for timestamp";
  if (typeof value === "number") series.append(time, value);
  else series.appendHistogram(time, value);
  return undefined;
}

/** Whether the latest sample is this very one; all NaN are one here, though the database knows several. */
function isLatestSample(series: Series, value: number | NativeHistogram): boolean {
  const { latestTime: time, floatCount, floatTimes, floatValues, histogramTimes, histograms } = series;
  if (typeof value === "number") {
    return floatTimes[floatCount - 1] === time && Object.is(floatValues[floatCount - 1], value);
  }
  return histogramTimes.at(-1) === time && equalHistograms(histograms.at(-1)!, value);
}
