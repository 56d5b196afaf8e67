import type { Histogram } from "../../model/metric/histogram.js";
import type { Metric } from "../../model/metric/metric.js";
import type { NativeHistogram } from "../../model/metric/native-histogram.js";
import { type Buckets, customSchema, metricNameLabel, nativeHistogram } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { listHistogramSeries } from "../series/synthetic-histogram.js";
import { bucketShares, type Values } from "./distribution.js";
import { customShares, exponentialShares, trafficSchema } from "./native-shares.js";
import type { Process } from "./planned-series.js";
import { integrate, visitNodes } from "./profile.js";

/** Events per second as a function of time, in milliseconds since the start of the run. */
export interface Rate {
  readonly perSecond: (time: number) => number;
  /** Times at which the function jumps or bends. */
  readonly breakpoints: readonly number[];
}

/** Creates a counter with a given rate, starting at 0 with its process. Counts are not rounded, so that 6% are exactly 6%. */
export function counterFamily(
  metric: Pick<Metric, "name">,
  labels: SeriesLabels,
  rate: Rate,
  { start }: Process,
): Family {
  return {
    series: [{ ...labels, [metricNameLabel]: metric.name }],
    start(since) {
      let count = 0;
      let last = since - start;
      return (time, values) => {
        count += integrate(rate.perSecond, rate.breakpoints, last, time - start);
        last = time - start;
        values[0] = count;
        return true;
      };
    },
  };
}

/** Creates a histogram of observations with a given rate and distribution. */
export function histogramFamily(
  metric: Histogram,
  labels: SeriesLabels,
  rate: Rate,
  valuesAt: (time: number) => Values,
  { start, version }: Process,
): Family {
  const bounds = [...metric.buckets].sort((a, b) => a - b);
  const shares = memoiseLast((values: Values) => bucketShares(values, bounds));
  return {
    series: listHistogramSeries({ name: metric.name, buckets: bounds }, labels, version),
    start(since) {
      const counts = bounds.map(() => 0);
      let [count, sum, last] = [0, 0, since - start];
      return (time, values) => {
        const now = time - start;
        const increase = (factor: (at: number) => number) =>
          integrate((at) => rate.perSecond(at) * factor(at), rate.breakpoints, last, now);
        for (let index = 0; index < bounds.length; index++) {
          counts[index]! += increase((at) => shares(valuesAt(at)).cumulative[index]!);
          values[index] = counts[index]!;
        }
        count += increase(() => 1);
        sum += increase((at) => shares(valuesAt(at)).mean);
        last = now;
        values[bounds.length] = count;
        values[bounds.length + 1] = sum;
        values[bounds.length + 2] = count;
        return true;
      };
    },
  };
}

/** Creates a native histogram of observations with a given rate and distribution. */
export function nativeHistogramFamily(
  { name, buckets: bounds }: Pick<NativeHistogram, "name" | "buckets">,
  labels: SeriesLabels,
  rate: Rate,
  valuesAt: (time: number) => Values,
  { start }: Process,
): Family {
  const customBounds = [...(bounds ?? [])].sort((a, b) => a - b);
  const shares = memoiseLast((values: Values) =>
    bounds ? customShares(values, customBounds) : exponentialShares(values),
  );
  return {
    series: [{ ...labels, [metricNameLabel]: name }],
    start(since) {
      const counts = { positive: new Map<number, number>(), negative: new Map<number, number>(), zero: new Map() };
      let [count, sum, last] = [0, 0, since - start];
      return (time, _values, histograms) => {
        visitNodes(rate.breakpoints, last, time - start, (at, seconds) => {
          const events = rate.perSecond(at) * seconds;
          const { buckets, mean } = shares(valuesAt(at));
          for (const { side, index, share } of buckets) {
            counts[side].set(index, (counts[side].get(index) ?? 0) + events * share);
          }
          count += events;
          sum += events * mean;
        });
        last = time - start;
        histograms[0] = nativeHistogram({
          schema: bounds ? customSchema : trafficSchema,
          ...{ count, sum, customBounds, zeroThreshold: bounds ? 0 : defaultZeroThreshold },
          zeroCount: counts.zero.get(0) ?? 0,
          positive: toBuckets(counts.positive),
          negative: toBuckets(counts.negative),
        });
        return true;
      };
    },
  };
}

/** The zero threshold of client libraries. */
const defaultZeroThreshold = 2 ** -128;

function toBuckets(counts: ReadonlyMap<number, number>): Buckets {
  const populated = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  return {
    indexes: Int32Array.from(populated, ([index]) => index),
    counts: Float64Array.from(populated, ([, count]) => count),
  };
}

/** Memoises the last result: steps and constants pass the same argument many times. */
function memoiseLast<From, To>(compute: (from: From) => To): (from: From) => To {
  let last: { readonly from: From; readonly to: To } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, to: compute(from) };
    return last!.to;
  };
}
