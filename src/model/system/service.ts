import { type Definition, define, hasKind, isDefinition } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { findOptionProblems, unknownOption } from "../definition/option-problems.js";
import {
  boolean,
  definition,
  list,
  number,
  type OptionProblem,
  type OptionTable,
  record,
  string,
  varying,
} from "../definition/option-table.js";
import { originWith } from "../definition/origin-of-call.js";
import { isPerEnvironment, type PerEnvironment } from "../definition/per-environment.js";
import { type AnyMetric, exposeMetric, isMetric, seriesOf, wholeOf } from "../metric/any-metric.js";
import { type Histogram, type HistogramSeries, isHistogramSeries } from "../metric/histogram.js";
import { closedValues, type Labels, type LabelValue, type MergedLabels, soundLabels } from "../metric/label.js";
import { isLogStream, type LogStream } from "../metric/log-stream.js";
import {
  isSeries,
  type Metric,
  type MetricOwner,
  type MetricType,
  type Series,
  type VaryingSelector,
} from "../metric/metric.js";
import { labelsShape } from "../metric/metric-shapes.js";
import type { NativeHistogram, NativeHistogramSeries } from "../metric/native-histogram.js";
import type { Summary } from "../metric/summary.js";
import { isTraceStream, type TraceStream } from "../metric/trace-stream.js";
import { findMisnamedLabels, type MisnamedLabel } from "./misnamed-labels.js";
import { isPlainObject, maxDepth } from "./plain-object.js";

/** Labels that Prometheus adds to every series it scrapes. */
export const scrapeLabels = { job: 1, instance: 1 } as const satisfies Labels;

/** A service, apart from the names that its definition gave its parts. */
export interface ServiceFacts<Added extends Labels = Labels> {
  readonly kind: "service";
  readonly system: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly exporter: boolean;
  /** The owner of its metrics. */
  readonly owner: MetricOwner;
  /** Who answers for it; undefined if that is the owner of the system. */
  readonly team: string | undefined;
  /** The services that it needs. */
  readonly dependsOn: readonly ServiceFacts[];
  /** The labels that scraping adds to its series. */
  readonly addedLabels: Added;
  /** Selects its series. */
  readonly selector: VaryingSelector;
  /** True if the definition has a selector of its own. */
  readonly hasOwnSelector: boolean;
  /** All its metrics, including those of its capabilities. */
  readonly metrics: readonly AnyMetric[];
  readonly logs: readonly LogStream[];
  readonly traces: readonly TraceStream[];
  /** The labels of `failed` that its metrics do not have. */
  readonly misnamed: readonly MisnamedLabel[];
}

export interface ServiceOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /** The port that its metrics are scraped from. */
  readonly port?: number;
  /**
   * True for an exporter: others decide which metrics it has, so metrics that nothing uses are not reported.
   *
   * @default false
   */
  readonly exporter?: boolean;
  /**
   * Who answers for it, such as a team: the label `owner` of alerts on its metrics, and a line of their runbooks.
   *
   * @default the owner of the system
   */
  readonly owner?: string;
  /**
   * The services that it needs, of its system or of another: runbooks of its alerts lead to theirs, where the cause may be, and the overview shows them.
   *
   * @default none
   * @example
   * shop.service("cart", { dependsOn: [postgres, redis], http: http({ … }) })
   */
  readonly dependsOn?: readonly ServiceDefinition[];
  /**
   * Labels that scraping adds to its series, besides `job` and `instance`.
   *
   * @default the `labels` of the system
   */
  readonly labels?: Labels;
  /**
   * Selects its series, by labels that scraping adds. Every expression with one of its metrics has these matchers, and one
   * for every other added label that has exactly one declared value. An exporter has only these.
   *
   * @default the service label, or `job` for an exporter, with the name of the service
   * @example
   * qnt9.service("user", { selector: { app: "user-service" }, http: http({ … }) })
   * @example
   * qnt9.service("user", { selector: { app: qnt9.perEnvironment({ staging: "user-test", prod: "user" }) }, http: http({ … }) })
   */
  readonly selector?: VaryingSelector;
}

const serviceOptions = {
  ...environmentFilterOptions,
  port: number,
  exporter: boolean,
  owner: string,
  dependsOn: list(definition("service")),
  labels: labelsShape,
  selector: record(varying(string)),
} as const satisfies OptionTable<ServiceOptions>;

/** A selector whose labels are among those that scraping adds, with values that they can have. */
export type SelectorOf<Own, Added extends Labels> = {
  readonly [Name in keyof Own]: string extends Name
    ? string | PerEnvironment<string>
    : Name extends keyof Added
      ? LabelValue<Added[Name]> | PerEnvironment<LabelValue<Added[Name]>>
      : never;
};

/** Metrics and capabilities with the labels that scraping adds. Everything else is unchanged. */
export type WithScrapeLabels<T, Added extends Labels> =
  T extends Histogram<infer L, infer Bound, infer IsNative>
    ? Histogram<MergedLabels<Added, L>, Bound, IsNative>
    : T extends Summary<infer L>
      ? Summary<MergedLabels<Added, L>>
      : T extends NativeHistogram<infer L, infer Bound>
        ? NativeHistogram<MergedLabels<Added, L>, Bound>
        : T extends Metric<infer Type, infer L>
          ? Metric<Type, MergedLabels<Added, L>>
          : T extends NativeHistogramSeries<infer L, infer Bound>
            ? NativeHistogramSeries<MergedLabels<Added, L>, Bound>
            : T extends Series<infer Type extends MetricType, infer L>
              ? Series<Type, MergedLabels<Added, L>>
              : T extends HistogramSeries<infer L, infer Bound>
                ? HistogramSeries<MergedLabels<Added, L>, Bound>
                : T extends LogStream | TraceStream | RegExp | readonly unknown[] | string | number | undefined
                  ? T
                  : { readonly [Key in keyof T]: WithScrapeLabels<T[Key], Added> };

/** A service: its metrics and capabilities, under the names that its definition gave them. */
export type Service<Parts, Added extends Labels> = {
  readonly [Key in keyof Parts as Key extends keyof ServiceOptions ? never : Key]: WithScrapeLabels<Parts[Key], Added>;
} & ServiceDefinition<Added>;

/** The part of a service that is the same for all. */
export interface ServiceDefinition<Added extends Labels = Labels> extends Definition, EnvironmentFilter {
  readonly kind: "service";
  readonly service: ServiceFacts<Added>;
}

/** The system that a service belongs to. */
export interface ServiceSystem {
  readonly name: string;
  readonly labels: Labels;
  readonly serviceLabel: string;
}

/** Builds a service: its parts, with the labels that scraping adds to their series. */
export function buildService(name: string, options: ServiceOptions, system: ServiceSystem): ServiceDefinition {
  const { port, exporter, owner: team, dependsOn, labels, selector, only, ...parts } = options;
  const problems = [
    ...findOptionProblems({ port, exporter, owner: team, dependsOn, labels, selector, only }, serviceOptions),
    ...unknownParts(parts),
  ];
  const addedLabels = isPlainObject(labels) ? { ...scrapeLabels, ...soundLabels(labels) } : system.labels;
  const misnamed = findMisnamedLabels(parts, addedLabels);
  const owner = {
    ...createOwner(name, system, addedLabels, { exporter, selector }),
    misnamed: misnamed.map(({ label }) => label),
  };
  const { exposed, metrics, logs, traces } = exposeParts(parts, owner, addedLabels);
  const facts: ServiceFacts = {
    kind: "service",
    system: system.name,
    name,
    port,
    exporter: exporter ?? false,
    owner,
    team: typeof team === "string" ? team : undefined,
    dependsOn: servicesIn(dependsOn),
    addedLabels,
    selector: owner.selector,
    hasOwnSelector: selector !== undefined,
    metrics,
    logs,
    traces,
    misnamed,
  };
  return define({ ...exposed, kind: "service", only, service: facts }, originWith(problems));
}

/** The services of a list. What else is in it is reported as an option of the wrong type. */
function servicesIn(given: unknown): readonly ServiceFacts[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  return list.flatMap((one) => (hasKind(one, "service") ? [(one as unknown as ServiceDefinition).service] : []));
}

function createOwner(
  name: string,
  system: ServiceSystem,
  addedLabels: Labels,
  { exporter = false, selector }: Pick<ServiceOptions, "exporter" | "selector">,
): Omit<MetricOwner, "misnamed"> {
  const { serviceLabel } = system;
  const given = isPlainObject(selector) ? onlyTexts(selector) : undefined;
  const ownLabel = chooseOwnLabel(given ?? addedLabels, given === undefined && exporter ? "job" : serviceLabel);
  const own = given ?? { [ownLabel]: name };
  return {
    system: system.name,
    service: name,
    serviceLabel,
    ownLabel,
    selector: exporter ? own : { ...own, ...onlyValues(addedLabels, own) },
  };
}

/** A selector without what is no text, which is reported as an option of the wrong type. */
function onlyTexts(selector: VaryingSelector): VaryingSelector {
  const isText = (value: unknown) => typeof value === "string";
  const entries = Object.entries(selector).filter(([, value]) =>
    isPerEnvironment(value) ? Object.values(value.values).every(isText) : isText(value),
  );
  return Object.fromEntries(entries);
}

/** The label that tells a service apart. Scraping may not add the service label, but it always adds a job. */
function chooseOwnLabel(labels: object, serviceLabel: string): string {
  return serviceLabel in labels ? serviceLabel : "job";
}

/** The labels that have exactly one declared value, except those that are selected otherwise. */
function onlyValues(addedLabels: Labels, selected: VaryingSelector): VaryingSelector {
  const entries = Object.entries(addedLabels).flatMap(([label, spec]) => {
    const values = closedValues(spec);
    return values?.length === 1 && !(label in selected) ? [[label, values[0]!] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The parts of a service with the labels that scraping adds, and all metrics, logs and traces in them. */
function exposeParts(parts: object, owner: MetricOwner, addedLabels: Labels) {
  const metrics = new Map<AnyMetric, AnyMetric>();
  const logs: LogStream[] = [];
  const traces: TraceStream[] = [];
  const exposeOnce = (metric: AnyMetric): AnyMetric => {
    const whole = wholeOf(metric);
    if (whole !== metric) return seriesOf(exposeOnce(whole))[seriesOf(whole).indexOf(metric as Metric)]!;
    const before = metrics.get(metric);
    if (before) return before;
    const exposed = exposeMetric(metric, withoutLabelsOf(metric, owner), addedLabels);
    metrics.set(metric, exposed);
    return exposed;
  };
  const expose = (value: unknown, depth = 0): unknown => {
    if (isMetric(value)) return exposeOnce(value);
    if (isSeries(value)) return (exposeOnce(value.metric) as Metric).where(value.matchers);
    if (isHistogramSeries(value)) return (exposeOnce(value.histogram) as Histogram).where(value.matchers);
    if (isLogStream(value)) {
      logs.push(value);
      return value;
    }
    if (isTraceStream(value)) {
      traces.push(value);
      return value;
    }
    if (depth > maxDepth || (!hasKind(value, "capability") && !isPlainObject(value))) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, expose(part, depth + 1)]));
    return isDefinition(value) ? define(inner, value.origin) : inner;
  };
  const exposed = expose(parts) as object;
  return { exposed, metrics: [...metrics.values()], logs, traces };
}

/** An owner whose selector leaves out the labels that a metric has itself: their values are not those of scraping. */
function withoutLabelsOf({ labels }: AnyMetric, owner: MetricOwner): MetricOwner {
  const entries = Object.entries(owner.selector);
  const kept = entries.filter(([label]) => !Object.hasOwn(labels, label));
  return kept.length === entries.length ? owner : { ...owner, selector: Object.fromEntries(kept) };
}

/** Parts that hold no metric, no logs and no traces are misspelled options: `lables: { pod: 20 }`. */
function unknownParts(parts: object): readonly OptionProblem[] {
  const known = Object.keys(serviceOptions);
  return Object.entries(parts).flatMap(([name, part]) =>
    part === undefined || holdsSeries(part) ? [] : [unknownOption(name, known, [])],
  );
}

function holdsSeries(part: unknown, depth = 0): boolean {
  if (isMetric(part) || isSeries(part) || isHistogramSeries(part)) return true;
  if (isLogStream(part) || isTraceStream(part)) return true;
  if (hasKind(part, "capability")) return true;
  return depth <= maxDepth && isPlainObject(part) && Object.values(part).some((one) => holdsSeries(one, depth + 1));
}
