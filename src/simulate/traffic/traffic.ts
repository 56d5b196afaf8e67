import type { Cache, Database, Http } from "../../model/metric/capability.js";
import type { LabelValue } from "../../model/metric/label.js";
import type { Counter, Histogram, Series } from "../../model/metric/metric.js";
import type { Values } from "./distribution.js";
import { counted, lookups, measured, type Said, served } from "./plan-traffic.js";
import { type Planned, singleValues } from "./planned-series.js";
import type { Over } from "./profile.js";

/** Values of labels: only those that the metric has, and where it says which values there are, only those. */
export type LabelValues<L> = { readonly [Name in keyof L as Name extends "le" ? never : Name]?: LabelValue<L[Name]> };

interface Happening<L> {
  /** How many each second, over all processes of the service. Default 10. */
  readonly rate?: Over<number>;
  /** Values of the labels. What is left out has one value that the label can have. */
  readonly labels?: LabelValues<L>;
}

/** How long something takes, in seconds. */
interface Timed {
  /**
   * How long it takes, in seconds: all of it the same, or so that the histogram's quantiles are these:
   * `{ p50: 0.1, p95: 2.1 }`.
   */
  readonly latency?: Over<Values>;
}

interface Failing {
  /** The share that fails, from 0 to 1. Left out, nothing has ever failed: there is not even a series to count it in. */
  readonly errors?: Over<number>;
}

// biome-ignore lint/complexity/noBannedTypes: nothing more can be said
type Nothing = {};
type TimedBy<Duration> = Duration extends Histogram ? Timed : Nothing;
type LabelsOf<M> = M extends { readonly labels: infer L } ? L : never;

export type HttpTraffic<H extends Http> = Happening<LabelsOf<H["requests"]>> & Failing & TimedBy<H["duration"]>;
export type DatabaseTraffic<D extends Database> = Happening<LabelsOf<D["operations"]>> &
  (D["failed"] extends object ? Failing : Nothing) &
  TimedBy<D["duration"]>;
export type CacheTraffic<C extends Cache> = Happening<LabelsOf<C["hits"]>> & {
  /** The share of lookups that the cache answers, from 0 to 1. Default 0.9. */
  readonly hits?: Over<number>;
} & (C["size"] extends object ? { readonly size?: Over<number> } : Nothing);
export type HistogramTraffic<H extends Histogram> = Happening<LabelsOf<H>> & {
  /** How large what is counted is: all the same, or by quantiles. */
  readonly values: Over<Values>;
};

/** What something can happen to: what a service answers, asks or counts. */
export type Busy = Http | Cache | Database | Counter | Series<"counter"> | Histogram;

/** What can be said of the traffic of something. */
export type TrafficOf<T extends Busy> = T extends Http
  ? HttpTraffic<T>
  : T extends Cache
    ? CacheTraffic<T>
    : T extends Database
      ? DatabaseTraffic<T>
      : T extends Histogram
        ? HistogramTraffic<T>
        : T extends Counter
          ? Happening<LabelsOf<T>>
          : T extends Series<"counter", infer L>
            ? Happening<L>
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
export function traffic<const T extends Busy>(of: T, shape: TrafficOf<T>): Planned {
  const said = shape as Said;
  if ("capability" in of) {
    if (of.capability === "cache") return lookups(of as Cache, said);
    if (of.capability === "http") {
      const { requests, failed, duration } = of as Http;
      return served({ total: requests, failed, duration: duration as Histogram | undefined }, said);
    }
    const { operations, failed, duration } = of as Database;
    return served({ total: operations, failed, duration: duration as Histogram | undefined }, said);
  }
  if (of.kind === "series") return counted(of.metric, { ...said, labels: { ...singleValues(of), ...said.labels } });
  return "buckets" in of ? measured(of, said) : counted(of as Counter, said);
}
