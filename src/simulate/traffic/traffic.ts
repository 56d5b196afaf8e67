import type { Cache, Database, Http } from "../../model/metric/capability.js";
import type { LabelValue } from "../../model/metric/label.js";
import type { Counter, Histogram, Series } from "../../model/metric/metric.js";
import type { Values } from "./distribution.js";
import { planCache, planCounter, planHistogram, planOperations, type TrafficShape } from "./plan-traffic.js";
import { type PlannedSeries, singleValues } from "./planned-series.js";
import type { ValueOrProfile } from "./profile.js";

/** Values of labels: only those that the metric has, and where it says which values there are, only those. */
export type LabelValues<L> = { readonly [Name in keyof L as Name extends "le" ? never : Name]?: LabelValue<L[Name]> };

interface RateOptions<L> {
  /** How many each second, over all processes of the service. Default 10. */
  readonly rate?: ValueOrProfile<number>;
  /** Values of the labels. What is left out has one value that the label can have. */
  readonly labels?: LabelValues<L>;
}

/** How long something takes, in seconds. */
interface LatencyOptions {
  /**
   * How long it takes, in seconds: all of it the same, or so that the histogram's quantiles are these:
   * `{ p50: 0.1, p95: 2.1 }`.
   */
  readonly latency?: ValueOrProfile<Values>;
}

interface ErrorOptions {
  /** The share that fails, from 0 to 1. Left out, nothing has ever failed: there is not even a series to count it in. */
  readonly errors?: ValueOrProfile<number>;
}

// biome-ignore lint/complexity/noBannedTypes: nothing more can be said
type NoOptions = {};
type LatencyOptionsFor<Duration> = Duration extends Histogram ? LatencyOptions : NoOptions;
type LabelsOf<M> = M extends { readonly labels: infer L } ? L : never;

export type HttpTraffic<H extends Http> = RateOptions<LabelsOf<H["requests"]>> &
  ErrorOptions &
  LatencyOptionsFor<H["duration"]>;
export type DatabaseTraffic<D extends Database> = RateOptions<LabelsOf<D["operations"]>> &
  (D["failed"] extends object ? ErrorOptions : NoOptions) &
  LatencyOptionsFor<D["duration"]>;
export type CacheTraffic<C extends Cache> = RateOptions<LabelsOf<C["hits"]>> & {
  /** The share of lookups that the cache answers, from 0 to 1. Default 0.9. */
  readonly hits?: ValueOrProfile<number>;
} & (C["size"] extends object ? { readonly size?: ValueOrProfile<number> } : NoOptions);
export type HistogramTraffic<H extends Histogram> = RateOptions<LabelsOf<H>> & {
  /** How large what is counted is: all the same, or by quantiles. */
  readonly values: ValueOrProfile<Values>;
};

/** What something can happen to: what a service answers, asks or counts. */
export type TrafficSource = Http | Cache | Database | Counter | Series<"counter"> | Histogram;

/** What can be said of the traffic of something. */
export type TrafficOf<T extends TrafficSource> = T extends Http
  ? HttpTraffic<T>
  : T extends Cache
    ? CacheTraffic<T>
    : T extends Database
      ? DatabaseTraffic<T>
      : T extends Histogram
        ? HistogramTraffic<T>
        : T extends Counter
          ? RateOptions<LabelsOf<T>>
          : T extends Series<"counter", infer L>
            ? RateOptions<L>
            : never;

/**
 * Traffic on something that a service has: requests it answers, lookups in its cache, operations on its database, or
 * whatever one of its counters or histograms counts. It begins with the run, when every process starts at 0, and is
 * spread evenly over the processes.
 *
 * @example
 * traffic(user.http, { rate: 50, errors: 0.06, latency: { p95: 2.1 } })
 * @example
 * traffic(user.cache, { rate: 20, hits: steps({ "0m": 0.9, "30m": 0.5 }) })
 */
export function traffic<const T extends TrafficSource>(of: T, shape: TrafficOf<T>): PlannedSeries {
  const options = shape as TrafficShape;
  if ("capability" in of) {
    if (of.capability === "cache") return planCache(of as Cache, options);
    if (of.capability === "http") {
      const { requests, failed, duration } = of as Http;
      return planOperations({ total: requests, failed, duration: duration as Histogram | undefined }, options);
    }
    const { operations, failed, duration } = of as Database;
    return planOperations({ total: operations, failed, duration: duration as Histogram | undefined }, options);
  }
  if (of.kind === "series")
    return planCounter(of.metric, { ...options, labels: { ...singleValues(of), ...options.labels } });
  return "buckets" in of ? planHistogram(of, options) : planCounter(of as Counter, options);
}
