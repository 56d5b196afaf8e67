import { isPerEnvironment, resolveRecord } from "../definition/per-environment.js";
import { type AnyMetric, seriesOf } from "../metric/any-metric.js";
import { cardinality, closedValues, type LabelSpec, type Labels } from "../metric/label.js";
import type { Metric, MetricOwner, Selector, VaryingSelector } from "../metric/metric.js";
import { scrapeSeries } from "../metric/scrape-series.js";
import type { ServiceFacts } from "./service.js";
import type { SystemFacts } from "./system.js";

/** A series name that exists in a system, and the metric it belongs to. */
export interface CatalogueSeries {
  readonly name: string;
  /** `info` series are gauges that are always 1. */
  readonly type: "counter" | "gauge" | "info" | "nativeHistogram";
  readonly part: Metric["part"];
  readonly labels: Labels;
  /** True if it may have other labels, too: a page of metrics does not say which ones its target gets. */
  readonly isOpen?: boolean;
  /** Undefined for series that Prometheus itself creates. */
  readonly metric: AnyMetric | undefined;
  /** The services that expose it. */
  readonly owners: readonly SeriesOwner[];
}

/** A service that exposes a series, with its selector in the environment. */
export interface SeriesOwner extends MetricOwner {
  readonly selector: Selector;
}

/** A service, with its selector in the environment of the system. */
export interface CatalogueService extends ServiceFacts {
  readonly selector: Selector;
}

/** All values that labels of a series have, by label. */
export type StoredValues = ReadonlyMap<string, readonly string[]>;

/** All series that the services of a system expose, by name. */
export interface Catalogue {
  /** The name of the system. */
  readonly system: string;
  readonly series: ReadonlyMap<string, CatalogueSeries>;
  readonly services: readonly CatalogueService[];
  /** Further names of series that exist, of which nothing else is known. */
  readonly names?: ReadonlySet<string>;
  /** Values of labels that a server has, by series and label: all of them where they are listed. */
  readonly storedValues?: ReadonlyMap<string, StoredValues>;
  /** The servers and pages that it was read from; undefined for the catalogue of definitions. */
  readonly origin?: string;
}

export function buildCatalogue(system: SystemFacts): Catalogue {
  const services = servicesOf(system);
  const series = new Map<string, CatalogueSeries>();
  const labels = labelsOfTargets(system, services);
  for (const { name } of Object.values(scrapeSeries)) {
    series.set(name, { name, type: "gauge", part: undefined, labels, metric: undefined, owners: [] });
  }
  for (const service of services) {
    for (const metric of service.metrics) {
      for (const one of seriesOf(metric)) addSeries(series, { one, metric, environment: system.environment });
    }
  }
  return { system: system.name, series, services };
}

/** The labels that scraping adds to any target: those of the system, and those that services have in their place. */
function labelsOfTargets(system: SystemFacts, services: readonly ServiceFacts[]): Labels {
  const labels: Record<string, LabelSpec> = { ...system.labels };
  for (const { addedLabels } of services) {
    for (const [name, spec] of Object.entries(addedLabels)) {
      const before = Object.hasOwn(labels, name) ? labels[name] : undefined;
      labels[name] = before === undefined ? spec : eitherOf(before, spec);
    }
  }
  return labels;
}

/** The values of a label on series of both kinds: known if those of both are. */
function eitherOf(left: LabelSpec, right: LabelSpec): LabelSpec {
  const [some, others] = [closedValues(left), closedValues(right)];
  if (some && others) return [...new Set([...some, ...others])];
  return Math.max(cardinality(left), cardinality(right));
}

/** The services of a system, and those of others that it uses. */
export function servicesOf({ definitions, guests = [], environment }: SystemFacts): readonly CatalogueService[] {
  const own = definitions.flatMap((definition) => (definition.kind === "service" ? [definition.service] : []));
  return [...own, ...guests].map((service) => ({ ...service, selector: selectorIn(service.selector, environment) }));
}

/** The selector in an environment. Of the whole system, a label that varies is not known. */
function selectorIn(selector: VaryingSelector, environment: string | undefined): Selector {
  if (isFixed(selector)) return selector;
  return resolveRecord(selector, environment ?? "");
}

function isFixed(selector: VaryingSelector): selector is Selector {
  return !Object.values(selector).some(isPerEnvironment);
}

interface ExposedSeries {
  readonly one: Metric;
  readonly metric: AnyMetric;
  readonly environment: string | undefined;
}

/** Adds a series. If several services expose it, it has the labels and owners of all. */
function addSeries(all: Map<string, CatalogueSeries>, { one, metric, environment }: ExposedSeries): void {
  const before = all.get(one.name);
  const own = one.owner ? [{ ...one.owner, selector: selectorIn(one.owner.selector, environment) }] : [];
  const owners = [...(before?.owners ?? []), ...own];
  const type = one.type === "histogram" || one.type === "summary" ? "gauge" : one.type;
  const labels = { ...one.labels, ...before?.labels };
  all.set(one.name, { name: one.name, type, part: one.part, labels, metric: before?.metric ?? metric, owners });
}
