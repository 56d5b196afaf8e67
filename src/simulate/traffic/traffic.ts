import type { Cache, CounterSeries, Database, Distribution, Http } from "../../model/metric/capability.js";
import type { LabelValue } from "../../model/metric/label.js";
import type { Worker } from "../../model/metric/worker.js";
import type { Values } from "./distribution.js";
import { planCache, planCounter, planHistogram, planOperations, type TrafficShape } from "./plan-traffic.js";
import type { PlannedSeries } from "./planned-series.js";
import type { ValueOrProfile } from "./profile.js";
import { requireArgument, requireOptions } from "./require-argument.js";

/** Label values of a metric, restricted to its labels and to their declared values. */
export type LabelValues<L> = { readonly [Name in keyof L as Name extends "le" ? never : Name]?: LabelValue<L[Name]> };

interface RateOptions<L> {
  /** Events per second, over all processes of the service. @default 10 */
  readonly rate?: ValueOrProfile<number>;
  /** Label values. A label that is left out gets one of its possible values. */
  readonly labels?: LabelValues<L>;
}

/** Options for operations whose duration is measured. */
interface LatencyOptions {
  /** Duration in seconds: one value for all, or the quantiles of the histogram: `{ p50: 0.1, p95: 2.1 }`. */
  readonly latency?: ValueOrProfile<Values>;
}

interface ErrorOptions {
  /** The share that fails, from 0 to 1. If left out, nothing has ever failed: the failure series does not exist. */
  readonly errors?: ValueOrProfile<number>;
}

// biome-ignore lint/complexity/noBannedTypes: the neutral element of an intersection
type NoOptions = {};
type LatencyOptionsFor<Duration> = Duration extends Distribution ? LatencyOptions : NoOptions;
type LabelsOf<M> = M extends { readonly labels: infer L } ? L : never;

export type HttpTraffic<H extends Http> = RateOptions<LabelsOf<H["requests"]>> &
  ErrorOptions &
  LatencyOptionsFor<H["duration"]>;
export type DatabaseTraffic<D extends Database> = RateOptions<LabelsOf<D["operations"]>> &
  (D["failed"] extends object ? ErrorOptions : NoOptions) &
  LatencyOptionsFor<D["duration"]>;
export type WorkerTraffic<W extends Worker> = RateOptions<LabelsOf<W["processed"]>> &
  (W["failed"] extends object ? ErrorOptions : NoOptions) &
  LatencyOptionsFor<W["duration"]>;
export type CacheTraffic<C extends Cache> = RateOptions<LabelsOf<C["hits"]>> & {
  /** The hit ratio, from 0 to 1. @default 0.9 */
  readonly hits?: ValueOrProfile<number>;
} & (C["size"] extends object ? { readonly size?: ValueOrProfile<number> } : NoOptions);
export type HistogramTraffic<H extends Distribution> = RateOptions<LabelsOf<H>> & {
  /** The observed values: one for all, or the quantiles of the histogram. */
  readonly values: ValueOrProfile<Values>;
};

/** Anything that can have traffic: requests, caches, databases, workers, counters and histograms. */
export type TrafficSource = Http | Cache | Database | Worker | CounterSeries | Distribution;

/** Options for the traffic of a source. */
export type TrafficOf<T extends TrafficSource> = T extends Http
  ? HttpTraffic<T>
  : T extends Cache
    ? CacheTraffic<T>
    : T extends Database
      ? DatabaseTraffic<T>
      : T extends Worker
        ? WorkerTraffic<T>
        : T extends Distribution
          ? HistogramTraffic<T>
          : T extends CounterSeries
            ? RateOptions<LabelsOf<T>>
            : never;

/**
 * Defines traffic: requests that a service answers, lookups in its cache, operations on its database, tasks of its worker, or
 * the events that one of its counters or histograms counts. Processes start with the run, with counters at 0, and share the traffic
 * evenly.
 *
 * @example
 * traffic(user.http, { rate: 50, errors: 0.06, latency: { p95: 2.1 } })
 * @example
 * traffic(user.cache, { rate: 20, hits: steps({ "0m": 0.9, "30m": 0.5 }) })
 */
export function traffic<const T extends TrafficSource>(of: T, shape: TrafficOf<T>): PlannedSeries {
  const needs = "a capability, a counter or a histogram of a service, such as user.http";
  requireArgument("traffic(…)", needs, of, (value) => "capability" in value || "buckets" in value || "kind" in value);
  requireOptions("traffic(…)", "{ rate: 50 }", shape);
  return { ...planTraffic(of, shape as TrafficShape), arguments: [of, shape] };
}

function planTraffic(of: TrafficSource, shape: TrafficShape): Omit<PlannedSeries, "arguments"> {
  if ("capability" in of) {
    if (of.capability === "cache") return planCache(of as Cache, shape);
    if (of.capability === "http") {
      const { requests, failed, duration } = of as Http;
      return planOperations({ total: requests, failed, duration }, shape);
    }
    if (of.capability === "worker") {
      const { processed, failed, duration } = of as Worker;
      return planOperations({ total: processed, failed, duration }, shape);
    }
    const { operations, failed, duration } = of as Database;
    return planOperations({ total: operations, failed, duration }, shape);
  }
  return "buckets" in of ? planHistogram(of, shape) : planCounter(of, shape);
}
