import type { Histogram } from "../../model/metric/histogram.js";
import type { NativeHistogram } from "../../model/metric/native-histogram.js";
import type { Summary } from "../../model/metric/summary.js";
import {
  bucketsFrom,
  compact,
  customSchema,
  exponentialBound,
  metricNameLabel,
  nativeHistogram,
} from "../../promql/evaluate/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { Family, SeriesLabels } from "./family.js";
import { formatBound } from "./format-bound.js";
import { createRandom, logUniform, type Random } from "./random.js";
import { relativeFrequency } from "./synthetic-counter.js";
import { createWave } from "./waves.js";

/** Lists the series of a histogram: the buckets with `+Inf` last, then the sum and the count. */
export function listHistogramSeries(
  { name, buckets }: Pick<Histogram, "name" | "buckets">,
  labels: SeriesLabels,
  version: PrometheusVersion,
): readonly SeriesLabels[] {
  const bounds = [...buckets, Number.POSITIVE_INFINITY];
  return [
    ...bounds.map((bound) => ({ ...labels, [metricNameLabel]: `${name}_bucket`, le: formatBound(bound, version) })),
    { ...labels, [metricNameLabel]: `${name}_sum` },
    { ...labels, [metricNameLabel]: `${name}_count` },
  ];
}

/** Observations by the upper bound of their bucket, cumulative, with all of them last; and their sum. */
interface Observations {
  readonly counts: Float64Array;
  readonly sum: number;
}

/** Observes values whose median moves within the bounds. */
function observe(
  bounds: readonly number[],
  labels: SeriesLabels,
  random: Random,
  since: number,
): (time: number) => Observations {
  const rate = logUniform(random, 0.1, 2) * relativeFrequency(labels);
  const [wave, shift] = [createWave(random), createWave(random)];
  const median = typicalMedian(bounds) * logUniform(random, 0.7, 1.4);
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;
  let last = since;
  return (time) => {
    const observations = Math.floor((rate * wave(time) * (time - last)) / 1000 + random());
    last = time;
    const center = median * shift(time);
    let below = 0;
    for (let index = 0; index < bounds.length; index++) {
      const upTo = Math.max(below, Math.round(observations * cumulativeShare(bounds[index]!, center)));
      counts[index]! += upTo;
      sum += (upTo - below) * bucketMidpoint(bounds, index);
      below = upTo;
    }
    counts[bounds.length]! += observations;
    sum += (observations - below) * bucketMidpoint(bounds, bounds.length);
    return { counts, sum };
  };
}

/** Creates a histogram whose median moves within the buckets; buckets, sum and count are consistent. */
export function syntheticHistogram(
  metric: Histogram,
  labels: SeriesLabels,
  seed: string,
  version: PrometheusVersion,
): Family {
  const bounds = [...metric.buckets].sort((a, b) => a - b);
  const series = listHistogramSeries({ name: metric.name, buckets: bounds }, labels, version);
  return {
    series,
    start(since, target) {
      const random = createRandom(seed, JSON.stringify(series[0]), JSON.stringify(target), since);
      const observedUpTo = observe(bounds, labels, random, since);
      return (time, values) => {
        const { counts, sum } = observedUpTo(time);
        values.set(counts);
        values[counts.length] = sum;
        values[counts.length + 1] = counts[bounds.length]!;
        return true;
      };
    },
  };
}

/** The resolution that client libraries recommend: a bucket is 9 % wide. */
const syntheticSchema = 3;

/** Creates a native histogram whose median moves; buckets, sum and count are consistent. */
export function syntheticNativeHistogram(
  { name, buckets, unit }: NativeHistogram,
  labels: SeriesLabels,
  seed: string,
): Family {
  const series = { ...labels, [metricNameLabel]: name };
  const bounds = buckets ? [...buckets].sort((a, b) => a - b) : exponentialBounds(unit === "s" ? 0.1 : 10);
  // Buckets are numbered by their bounds.
  const first = buckets ? 0 : Math.round(Math.log2(bounds[0]!) * 2 ** syntheticSchema);
  return {
    series: [series],
    start(since, target) {
      const random = createRandom(seed, JSON.stringify(series), JSON.stringify(target), since);
      const observedUpTo = observe(bounds, labels, random, since);
      return (time, _values, histograms) => {
        const { counts, sum } = observedUpTo(time);
        histograms[0] = compact(
          nativeHistogram({
            ...(buckets ? { schema: customSchema, customBounds: bounds } : { schema: syntheticSchema }),
            ...{ sum, count: counts.at(-1)!, zeroThreshold: buckets ? 0 : 2 ** -128 },
            positive: bucketsFrom(
              first,
              counts.map((upTo, index) => upTo - (counts[index - 1] ?? 0)),
            ),
          }),
        );
        return true;
      };
    },
  };
}

/** Lists the bounds of exponential buckets over some powers of two around a value. */
function exponentialBounds(center: number): readonly number[] {
  const middle = Math.round(Math.log2(center) * 2 ** syntheticSchema);
  const spread = 4 * 2 ** syntheticSchema;
  return Array.from({ length: 2 * spread }, (_, at) => exponentialBound(middle - spread + at, syntheticSchema));
}

/** Creates a summary with monotonic quantiles, a sum and a count. */
export function syntheticSummary(
  metric: Summary,
  labels: SeriesLabels,
  seed: string,
  version: PrometheusVersion,
): Family {
  const quantiles = [...metric.quantiles].sort((a, b) => a - b);
  const series = [
    ...quantiles.map((quantile) => ({
      ...labels,
      [metricNameLabel]: metric.name,
      quantile: formatBound(quantile, version),
    })),
    { ...labels, [metricNameLabel]: `${metric.name}_sum` },
    { ...labels, [metricNameLabel]: `${metric.name}_count` },
  ];
  return {
    series,
    start(since, target) {
      const random = createRandom(seed, JSON.stringify(series[0]), JSON.stringify(target), since);
      const rate = logUniform(random, 0.1, 5);
      const median = logUniform(random, 0.01, 1);
      const [wave, shift] = [createWave(random), createWave(random)];
      let [sum, count, last] = [0, 0, since];
      return (time, values) => {
        const center = median * shift(time);
        const observations = Math.floor((rate * wave(time) * (time - last)) / 1000 + random());
        last = time;
        sum += observations * center;
        count += observations;
        // Half of the observations are below the median, nearly all below three times the median.
        for (const [index, quantile] of quantiles.entries()) values[index] = center * 9 ** (quantile - 0.5);
        values[quantiles.length] = sum;
        values[quantiles.length + 1] = count;
        return true;
      };
    },
  };
}

/** The last bound is this many times the median at least: less than a hundredth of the observations are above it. */
const leastRange = 12;

/** The median of the positive bounds, unless they end so soon after it that high quantiles were always the last one. */
function typicalMedian(bounds: readonly number[]): number {
  const positive = bounds.filter((bound) => bound > 0);
  return Math.min(positive[(positive.length - 1) >> 1] ?? 1, (positive.at(-1) ?? leastRange) / leastRange);
}

/** Returns the share of observations up to a bound. A few are at 0 or below. */
function cumulativeShare(bound: number, center: number): number {
  if (bound <= 0) return 0.1 / (1 + center);
  return Math.max(0.1 / (1 + center), 1 / (1 + (center / bound) ** 2));
}

/** Returns the value that stands for the observations of a bucket. */
function bucketMidpoint(bounds: readonly number[], index: number): number {
  const high = bounds[index] ?? (bounds.at(-1) ?? 1) * 1.5;
  const low = index === 0 ? Math.min(0, high) : bounds[index - 1]!;
  return (low + high) / 2;
}
