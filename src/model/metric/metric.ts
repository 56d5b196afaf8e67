import { requireArguments } from "../definition/check-arguments.js";
import { type Allowances, allowShape, Definition, hasKind } from "../definition/definition.js";
import { findShapeProblems } from "../definition/option-problems.js";
import {
  type AnyOptionTable,
  boolean,
  type OptionTable,
  options,
  required,
  string,
  text,
} from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { originOfCall } from "../definition/origin-of-call.js";
import { resolveRecord, type Varying } from "../definition/per-environment.js";
import type { Histogram } from "./histogram.js";
import { type Labels, soundLabels, type Where } from "./label.js";
import { labelsShape, matchersShape } from "./metric-shapes.js";
import type { Summary } from "./summary.js";

export type MetricType = "counter" | "gauge" | "histogram" | "nativeHistogram" | "summary" | "info";

/** The service that exposes a metric. */
export interface MetricOwner {
  readonly system: string;
  readonly service: string;
  /** The label that identifies the service. */
  readonly serviceLabel: string;
  /** The label that tells this service apart: the service label, or `job` for an exporter. */
  readonly ownLabel: string;
  /** Selects the series of the service. Shared by its metrics, and part of every expression with one of them. */
  readonly selector: VaryingSelector;
  /** Labels of `failed` that its metrics do not have: reported at the service, not at each expression. */
  readonly misnamed: readonly string[];
}

/** A value for each of some labels: `{ app: "user-service", namespace: "qnt9" }`. */
export type Selector = Readonly<Record<string, string>>;

/** A value for each of some labels, which may differ by environment. */
export type VaryingSelector = Readonly<Record<string, Varying<string>>>;

export interface MetricFields<L extends Labels> {
  readonly name: string;
  readonly help: string;
  readonly unit: string | undefined;
  readonly labels: L;
  readonly owner: MetricOwner | undefined;
  readonly allow: Allowances | undefined;
  readonly exporter?: boolean;
}

/** A metric of any type: its name, its labels, and the service that exposes it. */
export abstract class MetricDefinition<L extends Labels> extends Definition {
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
  /** True if others decide that it is exposed, so that nothing has to use it. */
  readonly exporter: boolean;

  constructor({ name, help, unit, labels, owner, allow, exporter }: MetricFields<L>, origin: Origin) {
    super(origin);
    this.name = name;
    this.help = help;
    this.unit = unit;
    this.labels = labels;
    this.owner = owner;
    this.allow = allow;
    this.exporter = exporter ?? false;
  }
}

/** For a metric that is part of another one: which part. */
export interface MetricPart {
  /** For the `_bucket`, `_sum` or `_count` of a histogram or summary: which of them. */
  readonly part: "bucket" | "sum" | "count" | undefined;
  /** The histogram or summary that it is part of. */
  readonly whole: Histogram | Summary;
}

/**
 * A metric with one series name, which can be used in an expression: a counter, a gauge, a native histogram, or part of
 * a classic histogram.
 */
export class Metric<out Type extends MetricType = MetricType, L extends Labels = Labels> extends MetricDefinition<L> {
  readonly type: Type;
  readonly part: MetricPart["part"];
  readonly whole: MetricPart["whole"] | undefined;

  constructor(type: Type, fields: MetricFields<L>, partOf: MetricPart | undefined, origin: Origin) {
    super(fields, origin);
    this.type = type;
    this.part = partOf?.part;
    this.whole = partOf?.whole;
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
  checkMatchers(matchers);
  const where = (more: Where<L>) => selectSeries(metric, { ...matchers, ...more });
  return { kind: "series", metric, labels: metric.labels, matchers, where };
}

/** Throws if matchers are not what the types allow. */
export function checkMatchers(matchers: unknown): void {
  requireArguments("where(…)", [["matchers", matchers, required(matchersShape)]]);
}

/** The metric that some series belong to. */
export function metricOf<Type extends MetricType, L extends Labels>(
  selected: Metric<Type, L> | Series<Type, L>,
): Metric<Type, L> {
  return selected.kind === "series" ? selected.metric : selected;
}

/**
 * All matchers of a metric or of some of its series. A matcher of `where` overrides that of the service's selector. In an
 * environment, the selector has the values of that one; a value that is missing there is reported at the service.
 */
export function matchersOf(selected: Metric | Series, environment?: string): Where<Labels> {
  const { owner } = metricOf(selected);
  const matchers = selected.kind === "series" ? selected.matchers : {};
  const given = Object.entries(matchers).filter(([, match]) => match !== undefined);
  const selector = environment === undefined ? owner?.selector : resolveRecord(owner?.selector, environment);
  return Object.fromEntries([...Object.entries(selector ?? {}), ...given]);
}

export function isSeries(value: unknown): value is Series {
  return hasKind(value, "series");
}

export type Counter<L extends Labels = Labels> = Metric<"counter", L>;
export type Gauge<L extends Labels = Labels> = Metric<"gauge", L>;
export type Info<L extends Labels = Labels> = Metric<"info", L>;

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
  /**
   * True for a metric that a client library exposes by itself: it is not reported if nothing uses it.
   *
   * @default false
   */
  readonly exporter?: boolean;
  /** Checks that may report this metric, each with a reason. */
  readonly allow?: Allowances;
}

export const metricOptions = {
  help: required(string),
  labels: labelsShape,
  unit: string,
  exporter: boolean,
  allow: allowShape,
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
  const origin = originOfMetric("counter(…)", name, options, metricOptions);
  return new Metric("counter", toFields(name, options), undefined, origin);
}

/**
 * A gauge: a value that goes up and down.
 *
 * @example
 * gauge("user_active_subscriptions", { help: "Active subscriptions", labels: { tier: ["free", "basic", "pro"] } })
 */
export function gauge<const L extends Labels = NoLabels>(name: string, options: MetricOptions<L>): Gauge<L> {
  const origin = originOfMetric("gauge(…)", name, options, metricOptions);
  return new Metric("gauge", toFields(name, options), undefined, origin);
}

/**
 * An info metric: a gauge that is always 1 and whose labels carry the information, such as a version.
 *
 * @example
 * info("user_build_info", { help: "Running version", labels: { version: 3 } })
 */
export function info<const L extends Labels = NoLabels>(name: string, options: MetricOptions<L>): Info<L> {
  const origin = originOfMetric("info(…)", name, options, metricOptions);
  return new Metric("info", toFields(name, options), undefined, origin);
}

/** The origin of a metric. Throws if it cannot be created from its arguments. */
export function originOfMetric(call: string, name: unknown, given: unknown, table: AnyOptionTable): Origin {
  requireArguments(call, [
    ["name", name, required(text)],
    ["options", given, required(options)],
  ]);
  return originOfCall(given, table);
}

/** The numbers of a list. What else is in it is reported as an option of the wrong type. */
export function numbersIn<N extends number>(values: readonly N[]): readonly N[] {
  return Array.isArray(values) ? (values as readonly N[]).filter((value) => typeof value === "number") : [];
}

export function toFields<L extends Labels>(name: string, options: MetricOptions<L>): MetricFields<L> {
  // Only if `labels` is left out, and then L is NoLabels.
  const labels = soundLabels(options.labels) ?? ({} as L);
  const { help, unit, allow, exporter } = options;
  return {
    name,
    // A value of the wrong type is reported where it is written.
    help: typeof help === "string" ? help : "",
    unit: typeof unit === "string" ? unit : inferUnit(name),
    labels,
    owner: undefined,
    allow: allow && findShapeProblems(allow, allowShape).length > 0 ? undefined : allow,
    exporter: exporter === true,
  };
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
