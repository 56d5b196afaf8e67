import { type Allowances, Definition, hasKind } from "../definition/definition.js";
import { anything, list, number, type OptionTable, record, required, string } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { originOfCall } from "../definition/origin-of-call.js";
import { type Labels, type MergedLabels, mergeLabels, type Where } from "./label.js";

export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "info";

/** The service that exposes a metric. */
export interface MetricOwner {
  readonly system: string;
  readonly service: string;
  /** The label that identifies the service. */
  readonly serviceLabel: string;
  /** The label that tells this service apart: the service label, or `job` for an exporter. */
  readonly ownLabel: string;
  /** Selects the series of the service. Shared by its metrics, and part of every expression with one of them. */
  readonly selector: Selector;
}

/** A value for each of some labels: `{ app: "user-service", namespace: "qnt9" }`. */
export type Selector = Readonly<Record<string, string>>;

interface MetricFields<L extends Labels> {
  readonly name: string;
  readonly help: string;
  readonly unit: string | undefined;
  readonly labels: L;
  readonly owner: MetricOwner | undefined;
  readonly allow: Allowances | undefined;
}

/** A metric of any type: its name, its labels, and the service that exposes it. */
abstract class MetricDefinition<L extends Labels> extends Definition {
  readonly kind = "metric";
  abstract readonly type: MetricType;
  readonly name: string;
  readonly help: string;
  /** Grafana's name of the unit. */
  readonly unit: string | undefined;
  readonly labels: L;
  /** The service that exposes it; undefined until it is part of one. */
  readonly owner: MetricOwner | undefined;
  readonly allow: Allowances | undefined;

  constructor({ name, help, unit, labels, owner, allow }: MetricFields<L>, origin: Origin) {
    super(origin);
    this.name = name;
    this.help = help;
    this.unit = unit;
    this.labels = labels;
    this.owner = owner;
    this.allow = allow;
  }
}

/** A metric with one series name, which can be used in an expression: a counter, a gauge, or part of a histogram. */
export class Metric<out Type extends MetricType = MetricType, L extends Labels = Labels> extends MetricDefinition<L> {
  readonly type: Type;
  /** For the `_bucket`, `_sum` or `_count` of a histogram or summary: which of them. */
  readonly part: "bucket" | "sum" | "count" | undefined;

  constructor(type: Type, fields: MetricFields<L>, part: Metric["part"], origin: Origin) {
    super(fields, origin);
    this.type = type;
    this.part = part;
  }

  /**
   * Selects the series with these label values.
   *
   * @example
   * cart.http.requests.where({ status: /5../ })
   */
  where(matchers: Where<L>): Series<Type, L> {
    return selectSeries(this, matchers);
  }
}

/** The series of a metric that match a selector. Its variance is declared: what the compiler infers depends on the order. */
export interface Series<out Type extends MetricType = MetricType, L extends Labels = Labels> {
  readonly kind: "series";
  readonly metric: Metric<Type, L>;
  /** The labels of the metric. */
  readonly labels: L;
  /** The matchers of `where`, without those of the service's selector. */
  readonly matchers: Where<L>;
  /** Narrows the selection; a label that is already matched is matched anew. */
  where(matchers: Where<L>): Series<Type, L>;
}

function selectSeries<Type extends MetricType, L extends Labels>(
  metric: Metric<Type, L>,
  matchers: Where<L>,
): Series<Type, L> {
  const where = (more: Where<L>) => selectSeries(metric, { ...matchers, ...more });
  return { kind: "series", metric, labels: metric.labels, matchers, where };
}

/** The metric that some series belong to. */
export function metricOf<Type extends MetricType, L extends Labels>(
  selected: Metric<Type, L> | Series<Type, L>,
): Metric<Type, L> {
  return selected.kind === "series" ? selected.metric : selected;
}

/** All matchers of a metric or of some of its series. A matcher of `where` overrides that of the service's selector. */
export function matchersOf(selected: Metric | Series): Where<Labels> {
  const { owner } = metricOf(selected);
  const matchers = selected.kind === "series" ? selected.matchers : {};
  const given = Object.entries(matchers).filter(([, match]) => match !== undefined);
  return { ...owner?.selector, ...Object.fromEntries(given) };
}

export function isSeries(value: unknown): value is Series {
  return hasKind(value, "series");
}

/** A classic histogram: three series names, and the upper bounds of its buckets. */
export class Histogram<L extends Labels = Labels, Bound extends number = number> extends MetricDefinition<L> {
  readonly type = "histogram";
  /** The upper bounds of its buckets, without `+Inf`. */
  readonly buckets: readonly Bound[];
  /** Its `_bucket` series. */
  readonly bucket: Metric<"counter", MergedLabels<L, { readonly le: number }>>;
  /** Its `_sum` series. */
  readonly sum: Metric<"counter", L>;
  /** Its `_count` series. */
  readonly count: Metric<"counter", L>;

  constructor(fields: MetricFields<L>, buckets: readonly Bound[], origin: Origin) {
    super(fields, origin);
    const { name, labels } = fields;
    const bucketLabels = mergeLabels(labels, { le: buckets.length + 1 });
    this.buckets = buckets;
    this.bucket = new Metric("counter", { ...fields, name: `${name}_bucket`, labels: bucketLabels }, "bucket", origin);
    this.sum = new Metric("counter", { ...fields, name: `${name}_sum` }, "sum", origin);
    this.count = new Metric("counter", { ...fields, name: `${name}_count`, unit: undefined }, "count", origin);
  }

  /**
   * Selects the observations with these label values.
   *
   * @example
   * latency(http({ requests, failed, duration: duration.where({ handler: "/api" }) }), 0.95)
   */
  where(matchers: Where<L>): HistogramSeries<L, Bound> {
    return selectHistogram(this, matchers);
  }
}

/** The series of a histogram that match a selector. */
export interface HistogramSeries<L extends Labels = Labels, Bound extends number = number> {
  readonly kind: "histogramSeries";
  readonly histogram: Histogram<L, Bound>;
  /** The labels of the histogram. */
  readonly labels: L;
  readonly matchers: Where<L>;
  readonly buckets: readonly Bound[];
  readonly bucket: Series<"counter", MergedLabels<L, { readonly le: number }>>;
  readonly sum: Series<"counter", L>;
  readonly count: Series<"counter", L>;
  /** Narrows the selection; a label that is already matched is matched anew. */
  where(matchers: Where<L>): HistogramSeries<L, Bound>;
}

function selectHistogram<L extends Labels, Bound extends number>(
  histogram: Histogram<L, Bound>,
  matchers: Where<L>,
): HistogramSeries<L, Bound> {
  const { labels, buckets, bucket, sum, count } = histogram;
  return {
    kind: "histogramSeries",
    histogram,
    labels,
    matchers,
    buckets,
    // The labels of a bucket include those of the histogram.
    bucket: bucket.where(matchers as Where<typeof bucket.labels>),
    sum: sum.where(matchers),
    count: count.where(matchers),
    where: (more) => selectHistogram(histogram, { ...matchers, ...more }),
  };
}

export function isHistogramSeries(value: unknown): value is HistogramSeries {
  return hasKind(value, "histogramSeries");
}

/** The histogram that some of its series belong to. */
export function histogramOf(selected: Histogram | HistogramSeries): Histogram {
  return selected.kind === "histogramSeries" ? selected.histogram : selected;
}

/** A summary: its quantiles, its sum and its count. */
export class Summary<L extends Labels = Labels> extends MetricDefinition<L> {
  readonly type = "summary";
  readonly quantiles: readonly number[];
  /** Its series by quantile, which have the name of the summary. */
  readonly quantile: Metric<"gauge", MergedLabels<L, { readonly quantile: readonly string[] }>>;
  /** Its `_sum` series. */
  readonly sum: Metric<"counter", L>;
  /** Its `_count` series. */
  readonly count: Metric<"counter", L>;

  constructor(fields: MetricFields<L>, quantiles: readonly number[], origin: Origin) {
    super(fields, origin);
    const { name, labels } = fields;
    const quantileLabels = mergeLabels(labels, { quantile: quantiles.map(String) });
    this.quantiles = quantiles;
    this.quantile = new Metric("gauge", { ...fields, labels: quantileLabels }, undefined, origin);
    this.sum = new Metric("counter", { ...fields, name: `${name}_sum` }, "sum", origin);
    this.count = new Metric("counter", { ...fields, name: `${name}_count`, unit: undefined }, "count", origin);
  }
}

export type Counter<L extends Labels = Labels> = Metric<"counter", L>;
export type Gauge<L extends Labels = Labels> = Metric<"gauge", L>;
export type Info<L extends Labels = Labels> = Metric<"info", L>;

/** Any metric that a service can expose. */
export type AnyMetric = Metric | Histogram | Summary;

export interface MetricOptions<L extends Labels> {
  /** The meaning of the metric, as in its `# HELP` line. */
  readonly help: string;
  /**
   * Its own labels, without those that scraping adds: for each label about how many values it has, or which.
   *
   * @default none
   */
  readonly labels?: L;
  /**
   * Grafana's name of the unit: `"s"`, `"bytes"`, `"short"`.
   *
   * @default inferred from the suffix of the name
   */
  readonly unit?: string;
  /** Checks that may report this metric, each with a reason. */
  readonly allow?: Allowances;
}

const metricOptions = {
  help: required(string),
  labels: record(anything),
  unit: string,
  allow: anything,
} as const satisfies OptionTable<MetricOptions<Labels>>;

// biome-ignore lint/complexity/noBannedTypes: the type of an object without properties
type NoLabels = {};

/**
 * A counter: the number of events since the process started.
 *
 * @example
 * counter("user_http_requests_total", { help: "HTTP requests served", labels: { method: 5, status: 8 } })
 */
export function counter<const L extends Labels = NoLabels>(name: string, options: MetricOptions<L>): Counter<L> {
  return new Metric("counter", toFields(name, options), undefined, originOfCall(options, metricOptions));
}

/**
 * A gauge: a value that goes up and down.
 *
 * @example
 * gauge("user_active_subscriptions", { help: "Active subscriptions", labels: { tier: ["free", "basic", "pro"] } })
 */
export function gauge<const L extends Labels = NoLabels>(name: string, options: MetricOptions<L>): Gauge<L> {
  return new Metric("gauge", toFields(name, options), undefined, originOfCall(options, metricOptions));
}

/**
 * An info metric: a gauge that is always 1 and whose labels carry the information, such as a version.
 *
 * @example
 * info("user_build_info", { help: "Running version", labels: { version: 3 } })
 */
export function info<const L extends Labels = NoLabels>(name: string, options: MetricOptions<L>): Info<L> {
  return new Metric("info", toFields(name, options), undefined, originOfCall(options, metricOptions));
}

export interface HistogramOptions<L extends Labels, Bound extends number> extends MetricOptions<L> {
  /** The upper bounds of its buckets, without `+Inf`. */
  readonly buckets: readonly Bound[];
}

const histogramOptions = {
  ...metricOptions,
  buckets: required(list(number)),
} as const satisfies OptionTable<HistogramOptions<Labels, number>>;

/**
 * A classic histogram. Its bucket bounds are typed: a latency limit that is not one of them does not compile.
 *
 * @example
 * histogram("user_http_request_duration_seconds", { help: "Time to serve a request", buckets: [0.1, 0.5, 1, 2.5] })
 */
export function histogram<const Bound extends number, const L extends Labels = NoLabels>(
  name: string,
  options: HistogramOptions<L, Bound>,
): Histogram<L, Bound> {
  return new Histogram(toFields(name, options), options.buckets, originOfCall(options, histogramOptions));
}

export interface SummaryOptions<L extends Labels> extends MetricOptions<L> {
  /** The quantiles it exposes, from 0 to 1. */
  readonly quantiles: readonly number[];
}

const summaryOptions = {
  ...metricOptions,
  quantiles: required(list(number)),
} as const satisfies OptionTable<SummaryOptions<Labels>>;

/**
 * A summary: a distribution whose quantiles the process itself computes. They cannot be aggregated.
 *
 * @example
 * summary("go_gc_duration_seconds", { help: "Pause of a collection", quantiles: [0, 0.25, 0.5, 0.75, 1] })
 */
export function summary<const L extends Labels = NoLabels>(name: string, options: SummaryOptions<L>): Summary<L> {
  return new Summary(toFields(name, options), options.quantiles, originOfCall(options, summaryOptions));
}

function toFields<L extends Labels>(name: string, options: MetricOptions<L>): MetricFields<L> {
  // Only if `labels` is left out, and then L is NoLabels.
  const labels = options.labels ?? ({} as L);
  const { help, unit = inferUnit(name), allow } = options;
  return { name, help, unit, labels, owner: undefined, allow };
}

/** Copies a metric as its service exposes it: with its owner, and with the labels that scraping adds. */
export function exposeMetric(metric: AnyMetric, owner: MetricOwner, scrapeLabels: Labels): AnyMetric {
  return copyMetric(metric, { labels: mergeLabels(scrapeLabels, metric.labels), owner });
}

/** Copies a metric with other labels or another owner. */
export function copyMetric(metric: AnyMetric, changes: Partial<Pick<MetricFields<Labels>, "labels" | "owner">>) {
  const fields = { ...metric, ...changes };
  if (isHistogram(metric)) return new Histogram(fields, metric.buckets, metric.origin);
  if (isSummary(metric)) return new Summary(fields, metric.quantiles, metric.origin);
  return new Metric(metric.type, fields, metric.part, metric.origin);
}

/** The parts of a metric, each with one series name. */
export function seriesOf(metric: AnyMetric): readonly Metric[] {
  if (isHistogram(metric)) return [metric.bucket, metric.sum, metric.count];
  if (isSummary(metric)) return [metric.quantile, metric.sum, metric.count];
  return [metric];
}

export function isMetric(value: unknown): value is AnyMetric {
  return hasKind(value, "metric");
}

export function isHistogram(metric: AnyMetric): metric is Histogram {
  return "buckets" in metric;
}

export function isSummary(metric: AnyMetric): metric is Summary {
  return "quantiles" in metric;
}

/** Infers Grafana's unit from the suffix of a metric's name, by Prometheus' naming conventions. */
function inferUnit(name: string): string | undefined {
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
