import type { Where } from "./label.js";
import type { Counter, Gauge, Histogram } from "./metric.js";

/**
 * A capability says what several metrics of a service mean together. Panels, signals and alerts are built on it. A
 * service without a capability lacks the property, so code that needs it does not compile.
 */

/** The metrics of requests that a service answers. */
export interface Http<Requests = Counter, Failed = unknown, Duration = Histogram | undefined> {
  readonly capability: "http";
  readonly requests: Requests;
  /** The failed requests, as matchers or a counter. */
  readonly failed: Failed;
  readonly duration: Duration;
}

export interface HttpOptions<Requests, Failed, Duration> {
  /** Counts the requests. */
  readonly requests: Requests;
  /** The failed requests: matchers for the series of `requests`, or a counter of their own. */
  readonly failed: Failed;
  /** Measures how long requests take. */
  readonly duration?: Duration;
}

/**
 * Defines the metrics of requests: their number, which of them failed, and how long they took.
 *
 * @example
 * http({ requests: counter("http_requests_total", …), failed: { status: /5../ }, duration: histogram(…) })
 */
export function http<
  const Requests extends Counter,
  const Failed extends Where<Requests["labels"]> | Counter,
  const Duration extends Histogram | undefined = undefined,
>({ requests, failed, duration }: HttpOptions<Requests, Failed, Duration>): Http<Requests, Failed, Duration> {
  // If `duration` is left out, the type is undefined.
  return { capability: "http", requests, failed, duration: duration as Duration };
}

/** The metrics of a cache. */
export interface Cache<Hits = Counter, Misses = Counter, Size = Gauge | undefined> {
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

/**
 * Defines the metrics of a cache: its hits and misses, and its size.
 *
 * @example
 * cache({ hits: counter("cache_hits_total", …), misses: counter("cache_misses_total", …) })
 */
export function cache<
  const Hits extends Counter,
  const Misses extends Counter,
  const Size extends Gauge | undefined = undefined,
>({ hits, misses, size }: CacheOptions<Hits, Misses, Size>): Cache<Hits, Misses, Size> {
  return { capability: "cache", hits, misses, size: size as Size };
}

/** The metrics of a database, as a service sees it. */
export interface Database<Operations = Counter, Failed = unknown, Duration = Histogram | undefined> {
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

/**
 * Defines the metrics of a database: the number of operations, which of them failed, and how long they took.
 *
 * @example
 * database({ operations: counter("db_operations_total", …), duration: histogram("db_operation_duration_seconds", …) })
 */
export function database<
  const Operations extends Counter,
  const Failed extends Where<Operations["labels"]> | Counter | undefined = undefined,
  const Duration extends Histogram | undefined = undefined,
>(options: DatabaseOptions<Operations, Failed, Duration>): Database<Operations, Failed, Duration> {
  const { operations, failed, duration } = options;
  return { capability: "database", operations, failed: failed as Failed, duration: duration as Duration };
}
