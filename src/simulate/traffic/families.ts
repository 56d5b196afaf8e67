import type { Histogram, Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { listHistogramSeries } from "../series/synthetic-histogram.js";
import { bucketShares, type Values } from "./distribution.js";
import type { Process } from "./planned-series.js";
import { integrate } from "./profile.js";

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

/** Memoises the last result: steps and constants pass the same argument many times. */
function memoiseLast<From, To>(compute: (from: From) => To): (from: From) => To {
  let last: { readonly from: From; readonly to: To } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, to: compute(from) };
    return last!.to;
  };
}
