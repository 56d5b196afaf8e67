import type { Where } from "./label.js";
import type { Counter, Gauge, Histogram } from "./metric.js";

/**
 * A capability says what several metrics of a service mean together, so that panels, alerts and objectives can be made
 * of them. A service that lacks the capability lacks the property, and what needs it does not compile.
 */

/** A service answers requests. */
export interface Http<Requests = Counter, Failed = unknown, Duration = Histogram | undefined> {
  readonly capability: "http";
  readonly requests: Requests;
  /** Which requests count as failed: some of the requests' series, or a counter of its own. */
  readonly failed: Failed;
  readonly duration: Duration;
}

/**
 * Requests served: how many, which of them failed, how long they took.
 *
 * @example
 * http({ requests: counter("http_requests_total", …), failed: { status: /5../ }, duration: histogram(…) })
 */
export function http<
  const Requests extends Counter,
  const Failed extends Where<Requests["labels"]> | Counter,
  const Duration extends Histogram | undefined = undefined,
>(spec: {
  readonly requests: Requests;
  readonly failed: Failed;
  readonly duration?: Duration;
}): Http<Requests, Failed, Duration> {
  return { capability: "http", requests: spec.requests, failed: spec.failed, duration: spec.duration as Duration };
}

/** A service keeps a cache. */
export interface Cache<Hits = Counter, Misses = Counter, Size = Gauge | undefined> {
  readonly capability: "cache";
  readonly hits: Hits;
  readonly misses: Misses;
  readonly size: Size;
}

/** Lookups that a cache answered, and that it did not. */
export function cache<
  const Hits extends Counter,
  const Misses extends Counter,
  const Size extends Gauge | undefined = undefined,
>(spec: { readonly hits: Hits; readonly misses: Misses; readonly size?: Size }): Cache<Hits, Misses, Size> {
  return { capability: "cache", hits: spec.hits, misses: spec.misses, size: spec.size as Size };
}

/** A service works with a database. */
export interface Database<Operations = Counter, Failed = unknown, Duration = Histogram | undefined> {
  readonly capability: "database";
  readonly operations: Operations;
  /** Which operations count as failed; undefined when that is not counted. */
  readonly failed: Failed;
  readonly duration: Duration;
}

/** Operations on a database: how many, which of them failed where that is counted, how long they took where measured. */
export function database<
  const Operations extends Counter,
  const Failed extends Where<Operations["labels"]> | Counter | undefined = undefined,
  const Duration extends Histogram | undefined = undefined,
>(spec: {
  readonly operations: Operations;
  readonly failed?: Failed;
  readonly duration?: Duration;
}): Database<Operations, Failed, Duration> {
  return {
    capability: "database",
    operations: spec.operations,
    failed: spec.failed as Failed,
    duration: spec.duration as Duration,
  };
}
