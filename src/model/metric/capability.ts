import { checkArguments } from "../definition/check-arguments.js";
import { define } from "../definition/definition.js";
import { type AnyOptionTable, either, type OptionTable, object, required } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { Histogram, type HistogramSeries, isHistogramSeries } from "./histogram.js";
import type { Where } from "./label.js";
import type { Counter, Gauge, Series } from "./metric.js";
import { distributionShape, matchersShape, seriesShape } from "./metric-shapes.js";
import type { NativeHistogram, NativeHistogramSeries } from "./native-histogram.js";

/**
 * A capability gives several metrics of a service a common meaning. Panels, signals and alerts are built on it. A
 * service without a capability lacks the property, so code that needs it does not compile.
 */

/** A counter, or some of its series. */
export type CounterSeries = Counter | Series<"counter">;

/** A gauge, or some of its series. */
export type GaugeSeries = Gauge | Series<"gauge">;

/** A classic histogram, or some of its series. */
export type ClassicDistribution = Histogram | HistogramSeries;

/** A native histogram, or some of its series. */
export type NativeDistribution = NativeHistogram | NativeHistogramSeries;

/** A histogram, or some of its series. */
export type Distribution = ClassicDistribution | NativeDistribution;

/** A metric that counts events: a counter, or a native histogram of something that each event has. */
export type EventSeries = CounterSeries | NativeDistribution;

/** The metric that counts requests or operations: that of the option, or else the histogram of their duration. */
export type CountedBy<Option, Duration> = Option extends EventSeries
  ? Option
  : Duration extends NativeDistribution
    ? Duration
    : Duration extends ClassicDistribution
      ? Duration["count"]
      : never;

/** Requires the option that counts events, if there is no histogram to count them with. */
export type NeedsCount<Name extends string, Option, Duration> = [CountedBy<Option, Duration>] extends [never]
  ? { readonly [Key in Name]: EventSeries }
  : unknown;

/** The failed events: matchers for the series that count all events, or a metric of their own. */
export type FailedEvents<Option, Duration> = Where<LabelsOf<CountedBy<Option, Duration>>> | EventSeries;

type LabelsOf<M> = M extends { readonly labels: infer L } ? L : never;

const failedShape = either("matchers, or a counter", matchersShape, seriesShape);

/** The options that requests and operations have in common. */
export const eventOptions = { failed: failedShape, duration: distributionShape };

/** Checks the options of requests or operations. Without a duration, which can count them, they need a counter. */
export function originOfEvents(call: string, counter: string, options: unknown, table: AnyOptionTable): Origin {
  const isCounted = (options as { readonly duration?: unknown } | null | undefined)?.duration !== undefined;
  const shape = object(isCounted ? table : { ...table, [counter]: required(seriesShape) });
  return checkArguments(call, [["options", options, required(shape)]]);
}

/** The metrics of requests that a service answers. */
export interface Http<Requests = EventSeries, Failed = unknown, Duration = Distribution | undefined> {
  readonly kind: "capability";
  readonly capability: "http";
  readonly requests: Requests;
  /** The failed requests, as matchers, or as a counter or some of its series. */
  readonly failed: Failed;
  readonly duration: Duration;
}

export interface HttpOptions<Requests, Failed, Duration> {
  /**
   * Counts the requests.
   *
   * @default the observations of `duration`
   */
  readonly requests?: Requests;
  /** The failed requests: matchers for the series of `requests`, or a counter of their own or some of its series. */
  readonly failed: Failed;
  /** Measures how long requests take. */
  readonly duration?: Duration;
}

const httpOptions = {
  ...eventOptions,
  requests: seriesShape,
  failed: required(failedShape),
} as const satisfies OptionTable<HttpOptions<object, object, object>>;

/**
 * Defines the metrics of requests: their number, which of them failed, and how long they took.
 *
 * @example
 * http({ requests: counter("http_requests_total", …), failed: { status: /5../ }, duration: histogram(…) })
 * @example
 * http({ failed: { code: not("OK") }, duration: nativeHistogram("rpc_duration_seconds", …) })
 */
export function http<
  const Failed extends FailedEvents<Requests, Duration>,
  const Requests extends EventSeries | undefined = undefined,
  const Duration extends Distribution | undefined = undefined,
>(
  options: HttpOptions<Requests, Failed, Duration> & NeedsCount<"requests", Requests, Duration>,
): Http<CountedBy<Requests, Duration>, Failed, Duration> {
  const origin = originOfEvents("http(…)", "requests", options, httpOptions);
  const { failed, duration } = options;
  const requests = countedBy(options.requests as Requests, duration as Duration);
  // If `duration` is left out, the type is undefined.
  const fields = { requests, failed, duration: duration as Duration };
  return define({ kind: "capability", capability: "http", ...fields }, origin);
}

/** Chooses the metric that counts events. Undefined if the options have no such metric, which the types forbid. */
export function countedBy<Option, Duration>(option: Option, duration: Duration): CountedBy<Option, Duration> {
  return (option ?? (isClassic(duration) ? duration.count : duration)) as CountedBy<Option, Duration>;
}

/** True for a native histogram, or some of its series. */
export function isNativeDistribution(distribution: Distribution): distribution is NativeDistribution {
  return distribution.kind === "series" || ("type" in distribution && distribution.type === "nativeHistogram");
}

function isClassic(duration: unknown): duration is ClassicDistribution {
  return isHistogramSeries(duration) || duration instanceof Histogram;
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
  hits: required(seriesShape),
  misses: required(seriesShape),
  size: seriesShape,
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
  const origin = checkArguments("cache(…)", [["options", options, required(object(cacheOptions))]]);
  const { hits, misses, size } = options;
  const fields = { hits, misses, size: size as Size };
  return define({ kind: "capability", capability: "cache", ...fields }, origin);
}

/** The metrics of a database, as a service sees it. */
export interface Database<Operations = EventSeries, Failed = unknown, Duration = Distribution | undefined> {
  readonly kind: "capability";
  readonly capability: "database";
  readonly operations: Operations;
  /** The failed operations, as matchers or a counter; undefined if they are not counted. */
  readonly failed: Failed;
  readonly duration: Duration;
}

export interface DatabaseOptions<Operations, Failed, Duration> {
  /**
   * Counts the operations.
   *
   * @default the observations of `duration`
   */
  readonly operations?: Operations;
  /** The failed operations: matchers for the series of `operations`, or a counter of their own. */
  readonly failed?: Failed;
  /** Measures how long operations take. */
  readonly duration?: Duration;
}

const databaseOptions = {
  ...eventOptions,
  operations: seriesShape,
} as const satisfies OptionTable<DatabaseOptions<object, object, object>>;

/**
 * Defines the metrics of a database: the number of operations, which of them failed, and how long they took.
 *
 * @example
 * database({ operations: counter("db_operations_total", …), duration: histogram("db_operation_duration_seconds", …) })
 */
export function database<
  const Failed extends FailedEvents<Operations, Duration> | undefined = undefined,
  const Operations extends EventSeries | undefined = undefined,
  const Duration extends Distribution | undefined = undefined,
>(
  options: DatabaseOptions<Operations, Failed, Duration> & NeedsCount<"operations", Operations, Duration>,
): Database<CountedBy<Operations, Duration>, Failed, Duration> {
  const origin = originOfEvents("database(…)", "operations", options, databaseOptions);
  const { failed, duration } = options;
  const operations = countedBy(options.operations as Operations, duration as Duration);
  const fields = { operations, failed: failed as Failed, duration: duration as Duration };
  return define({ kind: "capability", capability: "database", ...fields }, origin);
}
