import { type Allowances, type Defined, Definition, defined } from "../definition/definition.js";
import { Origin } from "../definition/origin.js";
import type { Labels, MergedLabels, Where } from "./label.js";

export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "info";

/** A service that exposes metrics, as far as a metric needs to know it. */
export interface MetricOwner {
  readonly system: string;
  readonly service: string;
  /** The label that tells the services of its system apart. */
  readonly serviceLabel: string;
}

interface MetricFacts<L extends Labels> {
  readonly kind: "metric";
  readonly name: string;
  readonly help: string;
  readonly unit: string | undefined;
  readonly labels: L;
  /** The service that exposes it; undefined until a service takes it in. */
  readonly owner: MetricOwner | undefined;
  readonly allow: Allowances | undefined;
}

/** One name of series that can stand in an expression. */
export interface Metric<Type extends MetricType = MetricType, L extends Labels = Labels>
  extends MetricFacts<L>,
    Defined {
  readonly type: Type;
  /** The histogram or summary whose `_bucket`, `_sum` or `_count` this is. */
  readonly part: "bucket" | "sum" | "count" | undefined;
  /** Its series with these label values only. */
  where(matchers: Where<L>): Series<Type, L>;
}

/** Some of the series of a metric. */
export interface Series<Type extends MetricType = MetricType, L extends Labels = Labels> {
  readonly kind: "series";
  readonly metric: Metric<Type, L>;
  readonly matchers: Where<L>;
  where(matchers: Where<L>): Series<Type, L>;
}

/** A classic histogram: three names of series, and the bounds of its buckets. */
export interface Histogram<L extends Labels = Labels, Bound extends number = number> extends MetricFacts<L>, Defined {
  readonly type: "histogram";
  readonly buckets: readonly Bound[];
  readonly bucket: Metric<"counter", MergedLabels<{ readonly le: number }, L>>;
  readonly sum: Metric<"counter", L>;
  readonly count: Metric<"counter", L>;
}

/** A summary: its quantiles, its sum and its count. */
export interface Summary<L extends Labels = Labels> extends MetricFacts<L>, Defined {
  readonly type: "summary";
  readonly quantiles: readonly number[];
  readonly quantile: Metric<"gauge", MergedLabels<{ readonly quantile: number }, L>>;
  readonly sum: Metric<"counter", L>;
  readonly count: Metric<"counter", L>;
}

export type Counter<L extends Labels = Labels> = Metric<"counter", L>;
export type Gauge<L extends Labels = Labels> = Metric<"gauge", L>;
export type Info<L extends Labels = Labels> = Metric<"info", L>;

/** Anything that a service can expose under one name. */
export type AnyMetric = Metric | Histogram | Summary;

export interface MetricOptions<L extends Labels> {
  /** What it measures, in the words of its `# HELP` line. */
  readonly help: string;
  readonly labels?: L;
  /** The unit, as Grafana names it: `"s"`, `"bytes"`, `"short"`. By default told from the name's suffix. */
  readonly unit?: string;
  readonly allow?: Allowances;
}

// biome-ignore lint/complexity/noBannedTypes: a metric without labels of its own has exactly none
type None = {};

/**
 * A count of events since the process started.
 *
 * @example
 * counter("user_http_requests_total", { help: "HTTP requests served", labels: { method: 5, status: 8 } })
 */
export function counter<const L extends Labels = None>(name: string, options: MetricOptions<L>): Counter<L> {
  return metric("counter", name, options);
}

/**
 * A value as it is now.
 *
 * @example
 * gauge("user_active_subscriptions", { help: "Active subscriptions", labels: { tier: ["free", "basic", "pro"] } })
 */
export function gauge<const L extends Labels = None>(name: string, options: MetricOptions<L>): Gauge<L> {
  return metric("gauge", name, options);
}

/**
 * A series that is always 1 and says something by its labels, such as a version.
 *
 * @example
 * info("user_build_info", { help: "What is running", labels: { version: 3 } })
 */
export function info<const L extends Labels = None>(name: string, options: MetricOptions<L>): Info<L> {
  return metric("info", name, options);
}

/**
 * A distribution, counted into buckets. The bounds are typed: a latency objective or threshold that is none of them is
 * found at once.
 *
 * @example
 * histogram("user_http_request_duration_seconds", { help: "Time to serve a request", buckets: [0.1, 0.5, 1, 2.5] })
 */
export function histogram<const Bound extends number, const L extends Labels = None>(
  name: string,
  options: MetricOptions<L> & { readonly buckets: readonly Bound[] },
): Histogram<L, Bound> {
  return buildHistogram(factsOf(name, options), options.buckets, new Origin());
}

/**
 * A distribution whose quantiles the process computes itself. They cannot be aggregated.
 *
 * @example
 * summary("go_gc_duration_seconds", { help: "Pause of a collection", quantiles: [0, 0.25, 0.5, 0.75, 1] })
 */
export function summary<const L extends Labels = None>(
  name: string,
  options: MetricOptions<L> & { readonly quantiles: readonly number[] },
): Summary<L> {
  return buildSummary(factsOf(name, options), options.quantiles, new Origin());
}

/** The same metric as one service exposes it: with the labels that scraping adds. */
export function exposedBy(metric: AnyMetric, owner: MetricOwner, added: Labels): AnyMetric {
  const facts = { ...metric, labels: { ...added, ...metric.labels }, owner };
  if ("buckets" in metric) return buildHistogram(facts, metric.buckets, metric.at);
  if ("quantiles" in metric) return buildSummary(facts, metric.quantiles, metric.at);
  return buildMetric(metric.type, facts, undefined, metric.at);
}

/** The names of series that a metric consists of. */
export function seriesOf(metric: AnyMetric): readonly Metric[] {
  if ("buckets" in metric) return [metric.bucket, metric.sum, metric.count] as readonly Metric[];
  if ("quantiles" in metric) return [metric.quantile, metric.sum, metric.count] as readonly Metric[];
  return [metric];
}

export function isMetric(value: unknown): value is AnyMetric {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "metric";
}

function metric<Type extends MetricType, L extends Labels>(
  type: Type,
  name: string,
  options: MetricOptions<L>,
): Metric<Type, L> {
  return buildMetric(type, factsOf(name, options), undefined, new Origin());
}

function factsOf<L extends Labels>(name: string, options: MetricOptions<L>): MetricFacts<L> {
  const labels = options.labels ?? ({} as L);
  const { help, unit = unitOf(name), allow } = options;
  return { kind: "metric", name, help, unit, labels, owner: undefined, allow };
}

function buildMetric<Type extends MetricType, L extends Labels>(
  type: Type,
  facts: MetricFacts<L>,
  part: Metric["part"],
  at: Origin,
): Metric<Type, L> {
  const { kind, name, help, unit, labels, owner, allow } = facts;
  const fields = { kind, type, name, help, unit, labels, owner, allow, part };
  return defined(fields, at, Selectable) as unknown as Metric<Type, L>;
}

/** A metric of which some series can be selected. */
class Selectable extends Definition {
  where(matchers: Where<Labels>): Series<MetricType, Labels> {
    return series(this as unknown as Metric<MetricType, Labels>, matchers);
  }
}

function buildHistogram<L extends Labels, Bound extends number>(
  facts: MetricFacts<L>,
  buckets: readonly Bound[],
  at: Origin,
): Histogram<L, Bound> {
  const { kind, name, help, unit, labels, owner, allow } = facts;
  const bounded = { ...facts, name: `${name}_bucket`, labels: { ...labels, le: buckets.length + 1 } };
  return defined(
    {
      ...{ kind, type: "histogram", name, help, unit, labels, owner, allow, buckets },
      bucket: buildMetric("counter", bounded, "bucket", at),
      sum: buildMetric("counter", { ...facts, name: `${name}_sum` }, "sum", at),
      count: buildMetric("counter", { ...facts, name: `${name}_count`, unit: undefined }, "count", at),
    } as unknown as Histogram<L, Bound>,
    at,
  );
}

function buildSummary<L extends Labels>(facts: MetricFacts<L>, quantiles: readonly number[], at: Origin): Summary<L> {
  const { kind, name, help, unit, labels, owner, allow } = facts;
  const split = { ...facts, labels: { ...labels, quantile: quantiles.map(String) } };
  return defined(
    {
      ...{ kind, type: "summary", name, help, unit, labels, owner, allow, quantiles },
      quantile: buildMetric("gauge", split, undefined, at),
      sum: buildMetric("counter", { ...facts, name: `${name}_sum` }, "sum", at),
      count: buildMetric("counter", { ...facts, name: `${name}_count`, unit: undefined }, "count", at),
    } as unknown as Summary<L>,
    at,
  );
}

function series<Type extends MetricType, L extends Labels>(metric: Metric<Type, L>, matchers: Where<L>) {
  const some: Series<Type, L> = {
    kind: "series",
    metric,
    matchers,
    where: (more) => series(metric, { ...matchers, ...more }),
  };
  return some;
}

/** Grafana's name for the unit that a metric's name ends in, by the naming conventions of Prometheus. */
function unitOf(name: string): string | undefined {
  const suffix = /_(seconds|bytes|ratio|percent|celsius|volts|amperes|joules|meters)(?:_total|_max|_min)?$/.exec(name);
  const units: Readonly<Record<string, string>> = {
    seconds: "s",
    bytes: "bytes",
    ratio: "percentunit",
    percent: "percent",
    celsius: "celsius",
    volts: "volt",
    amperes: "amp",
    joules: "joule",
    meters: "lengthm",
  };
  return suffix?.[1] === undefined ? undefined : units[suffix[1]];
}
