import { define } from "../definition/definition.js";
import { anything, type OptionTable, required } from "../definition/option-table.js";
import { originOfCall } from "../definition/origin-of-call.js";
import type { Where } from "./label.js";
import type { Counter, Gauge, Histogram, HistogramSeries, Series } from "./metric.js";

/**
 * A capability gives several metrics of a service a common meaning. Panels, signals and alerts are built on it. A
 * service without a capability lacks the property, so code that needs it does not compile.
 */

/** A counter, or some of its series. */
export type CounterSeries = Counter | Series<"counter">;

/** A gauge, or some of its series. */
export type GaugeSeries = Gauge | Series<"gauge">;

/** A histogram, or some of its series. */
export type Distribution = Histogram | HistogramSeries;

/** The metrics of requests that a service answers. */
export interface Http<Requests = CounterSeries, Failed = unknown, Duration = Distribution | undefined> {
  readonly kind: "capability";
  readonly capability: "http";
  readonly requests: Requests;
  /** The failed requests, as matchers, or as a counter or some of its series. */
  readonly failed: Failed;
  readonly duration: Duration;
}

export interface HttpOptions<Requests, Failed, Duration> {
  /** Counts the requests. */
  readonly requests: Requests;
  /** The failed requests: matchers for the series of `requests`, or a counter of their own or some of its series. */
  readonly failed: Failed;
  /** Measures how long requests take. */
  readonly duration?: Duration;
}

const httpOptions = {
  requests: required(anything),
  failed: required(anything),
  duration: anything,
} as const satisfies OptionTable<HttpOptions<object, object, object>>;

/**
 * Defines the metrics of requests: their number, which of them failed, and how long they took.
 *
 * @example
 * http({ requests: counter("http_requests_total", …), failed: { status: /5../ }, duration: histogram(…) })
 */
export function http<
  const Requests extends CounterSeries,
  const Failed extends Where<Requests["labels"]> | CounterSeries,
  const Duration extends Distribution | undefined = undefined,
>(options: HttpOptions<Requests, Failed, Duration>): Http<Requests, Failed, Duration> {
  const { requests, failed, duration } = options;
  // If `duration` is left out, the type is undefined.
  const fields = { requests, failed, duration: duration as Duration };
  return define({ kind: "capability", capability: "http", ...fields }, originOfCall(options, httpOptions, 0));
}

/** The metrics of a cache. */
export interface Cache<Hits = CounterSeries, Misses = CounterSeries, Size = GaugeSeries | undefined> {
  readonly kind: "capability";
  readonly capability: "cache";
  readonly hits: Hits;
  readonly misses: Misses;
  readonly size: Size;
}

export interface CacheOptions<Hits, Misses, Size> {
  /** Counts the lookups that the cache answers. */
  readonly hits: Hits;
  /** Counts the lookups that it does not answer. */
  readonly misses: Misses;
  /** The number of its entries, or of their bytes. */
  readonly size?: Size;
}

const cacheOptions = {
  hits: required(anything),
  misses: required(anything),
  size: anything,
} as const satisfies OptionTable<CacheOptions<object, object, object>>;

/**
 * Defines the metrics of a cache: its hits and misses, and its size.
 *
 * @example
 * cache({ hits: counter("cache_hits_total", …), misses: counter("cache_misses_total", …) })
 */
export function cache<
  const Hits extends CounterSeries,
  const Misses extends CounterSeries,
  const Size extends GaugeSeries | undefined = undefined,
>(options: CacheOptions<Hits, Misses, Size>): Cache<Hits, Misses, Size> {
  const { hits, misses, size } = options;
  const fields = { hits, misses, size: size as Size };
  return define({ kind: "capability", capability: "cache", ...fields }, originOfCall(options, cacheOptions, 0));
}

/** The metrics of a database, as a service sees it. */
export interface Database<Operations = CounterSeries, Failed = unknown, Duration = Distribution | undefined> {
  readonly kind: "capability";
  readonly capability: "database";
  readonly operations: Operations;
  /** The failed operations, as matchers or a counter; undefined if they are not counted. */
  readonly failed: Failed;
  readonly duration: Duration;
}

export interface DatabaseOptions<Operations, Failed, Duration> {
  /** Counts the operations. */
  readonly operations: Operations;
  /** The failed operations: matchers for the series of `operations`, or a counter of their own. */
  readonly failed?: Failed;
  /** Measures how long operations take. */
  readonly duration?: Duration;
}

const databaseOptions = {
  operations: required(anything),
  failed: anything,
  duration: anything,
} as const satisfies OptionTable<DatabaseOptions<object, object, object>>;

/**
 * Defines the metrics of a database: the number of operations, which of them failed, and how long they took.
 *
 * @example
 * database({ operations: counter("db_operations_total", …), duration: histogram("db_operation_duration_seconds", …) })
 */
export function database<
  const Operations extends CounterSeries,
  const Failed extends Where<Operations["labels"]> | CounterSeries | undefined = undefined,
  const Duration extends Distribution | undefined = undefined,
>(options: DatabaseOptions<Operations, Failed, Duration>): Database<Operations, Failed, Duration> {
  const { operations, failed, duration } = options;
  const fields = { operations, failed: failed as Failed, duration: duration as Duration };
  return define({ kind: "capability", capability: "database", ...fields }, originOfCall(options, databaseOptions, 0));
}
