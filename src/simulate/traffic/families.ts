import type { Histogram, Metric } from "../../model/metric/metric.js";
import { metricNameLabel } from "../../promql/evaluate/index.js";
import type { Family, SeriesLabels } from "../series/family.js";
import { histogramSeries } from "../series/synthetic-histogram.js";
import { sharesOf, type Values } from "./distribution.js";
import type { Process } from "./planned-series.js";
import { total } from "./profile.js";

/** How much happens each second, at a time in milliseconds since the start of the run. */
export interface Pace {
  readonly perSecond: (time: number) => number;
  /** When it changes its ways. */
  readonly turns: readonly number[];
}

/**
 * A counter that counts at a given pace since its process started. What is counted is not rounded: a share of six
 * percent is six percent.
 */
export function counting(metric: Pick<Metric, "name">, labels: SeriesLabels, pace: Pace, { start }: Process): Family {
  return {
    series: [{ ...labels, [metricNameLabel]: metric.name }],
    begin(since) {
      let count = 0;
      let last = since - start;
      return (time, values) => {
        count += total(pace.perSecond, pace.turns, last, time - start);
        last = time - start;
        values[0] = count;
        return true;
      };
    },
  };
}

/** A histogram into which so much is counted each second, of such values. */
export function countingValues(
  metric: Histogram,
  labels: SeriesLabels,
  pace: Pace,
  valuesAt: (time: number) => Values,
  { start, version }: Process,
): Family {
  const bounds = [...metric.buckets].sort((a, b) => a - b);
  const shares = remembering((values: Values) => sharesOf(values, bounds));
  return {
    series: histogramSeries({ name: metric.name, buckets: bounds }, labels, version),
    begin(since) {
      const counts = bounds.map(() => 0);
      let [count, sum, last] = [0, 0, since - start];
      return (time, values) => {
        const now = time - start;
        const grown = (factor: (at: number) => number) =>
          total((at) => pace.perSecond(at) * factor(at), pace.turns, last, now);
        for (let index = 0; index < bounds.length; index++) {
          counts[index]! += grown((at) => shares(valuesAt(at)).upTo[index]!);
          values[index] = counts[index]!;
        }
        count += grown(() => 1);
        sum += grown((at) => shares(valuesAt(at)).mean);
        last = now;
        values[bounds.length] = count;
        values[bounds.length + 1] = sum;
        values[bounds.length + 2] = count;
        return true;
      };
    },
  };
}

/** What comes of the last thing asked for: steps and constants ask for the same again and again. */
function remembering<From, To>(make: (from: From) => To): (from: From) => To {
  let last: { readonly from: From; readonly to: To } | undefined;
  return (from) => {
    if (last?.from !== from) last = { from, to: make(from) };
    return last!.to;
  };
}
