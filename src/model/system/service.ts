import { type Definition, define, hasKind, isDefinition } from "../definition/definition.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { findOptionProblems, unknownOption } from "../definition/option-problems.js";
import { anything, boolean, number, type OptionProblem, type OptionTable, record } from "../definition/option-table.js";
import { originWith } from "../definition/origin-of-call.js";
import type { Labels, MergedLabels } from "../metric/label.js";
import { isLogStream, type LogStream } from "../metric/log-stream.js";
import {
  type AnyMetric,
  exposeMetric,
  type Histogram,
  isMetric,
  type Metric,
  type MetricOwner,
  type Summary,
} from "../metric/metric.js";

/** Labels that Prometheus adds to every series it scrapes. */
export const scrapeLabels = { job: 1, instance: 1 } as const satisfies Labels;

/** A service, apart from the names that its definition gave its parts. */
export interface ServiceFacts {
  readonly kind: "service";
  readonly system: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly exporter: boolean;
  /** The labels that scraping adds to its series. */
  readonly addedLabels: Labels;
  /** All its metrics, including those of its capabilities. */
  readonly metrics: readonly AnyMetric[];
  readonly logs: readonly LogStream[];
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
   * Labels that scraping adds to its series, besides `job` and `instance`.
   *
   * @default the `labels` of the system
   */
  readonly labels?: Labels;
}

const serviceOptions = {
  ...environmentFilterOptions,
  port: number,
  exporter: boolean,
  labels: record(anything),
} as const satisfies OptionTable<ServiceOptions>;

/** Metrics and capabilities with the labels that scraping adds. Everything else is unchanged. */
export type WithScrapeLabels<T, Added extends Labels> =
  T extends Histogram<infer L, infer Bound>
    ? Histogram<MergedLabels<Added, L>, Bound>
    : T extends Summary<infer L>
      ? Summary<MergedLabels<Added, L>>
      : T extends Metric<infer Type, infer L>
        ? Metric<Type, MergedLabels<Added, L>>
        : T extends LogStream | RegExp | readonly unknown[] | string | number | undefined
          ? T
          : { readonly [Key in keyof T]: WithScrapeLabels<T[Key], Added> };

/** A service: its metrics and capabilities, under the names that its definition gave them. */
export type Service<Parts, Added extends Labels> = {
  readonly [Key in keyof Parts as Key extends keyof ServiceOptions ? never : Key]: WithScrapeLabels<Parts[Key], Added>;
} & ServiceDefinition;

/** The part of a service that is the same for all. */
export interface ServiceDefinition extends Definition, EnvironmentFilter {
  readonly kind: "service";
  readonly service: ServiceFacts;
}

/** Builds a service: its parts, with the labels that scraping adds to their series. */
export function buildService(owner: MetricOwner, options: ServiceOptions, systemLabels: Labels): ServiceDefinition {
  const { port, exporter, labels, only, ...parts } = options;
  const problems = [...findOptionProblems({ port, exporter, labels, only }, serviceOptions), ...unknownParts(parts)];
  const addedLabels = labels ? { ...scrapeLabels, ...labels } : systemLabels;
  const metrics: AnyMetric[] = [];
  const logs: LogStream[] = [];
  const expose = (value: unknown): unknown => {
    if (isMetric(value)) {
      const exposed = exposeMetric(value, owner, addedLabels);
      metrics.push(exposed);
      return exposed;
    }
    if (isLogStream(value)) {
      logs.push(value);
      return value;
    }
    if (!hasKind(value, "capability") && !isPlainObject(value)) return value;
    const parts = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, expose(part)]));
    return isDefinition(value) ? define(parts, value.origin) : parts;
  };
  const exposed = expose(parts) as object;
  const facts: ServiceFacts = {
    kind: "service",
    system: owner.system,
    name: owner.service,
    port,
    exporter: exporter ?? false,
    addedLabels,
    metrics,
    logs,
  };
  return define({ ...exposed, kind: "service", only, service: facts }, originWith(problems));
}

/** Parts that hold no metric and no log stream are misspelled options: `lables: { pod: 20 }`. */
function unknownParts(parts: object): readonly OptionProblem[] {
  const known = Object.keys(serviceOptions);
  return Object.entries(parts).flatMap(([name, part]) =>
    part === undefined || holdsSeries(part) ? [] : [unknownOption(name, known, [])],
  );
}

function holdsSeries(part: unknown): boolean {
  if (isMetric(part) || isLogStream(part) || hasKind(part, "capability")) return true;
  return isPlainObject(part) && Object.values(part).some(holdsSeries);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
