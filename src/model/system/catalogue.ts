import { type AnyMetric, seriesOf } from "../metric/any-metric.js";
import { cardinality, closedValues, type LabelSpec, type Labels } from "../metric/label.js";
import type { Metric, MetricOwner } from "../metric/metric.js";
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
  /** Undefined for series that Prometheus itself creates. */
  readonly metric: AnyMetric | undefined;
  /** The services that expose it. */
  readonly owners: readonly MetricOwner[];
}

/** All series that the services of a system expose, by name. */
export interface Catalogue {
  /** The name of the system. */
  readonly system: string;
  readonly series: ReadonlyMap<string, CatalogueSeries>;
  readonly services: readonly ServiceFacts[];
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
      for (const one of seriesOf(metric)) addSeries(series, one, metric);
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
export function servicesOf({ definitions, guests = [] }: SystemFacts): readonly ServiceFacts[] {
  const own = definitions.flatMap((definition) => (definition.kind === "service" ? [definition.service] : []));
  return [...own, ...guests];
}

/** Adds a series. If several services expose it, it has the labels and owners of all. */
function addSeries(all: Map<string, CatalogueSeries>, one: Metric, metric: AnyMetric): void {
  const before = all.get(one.name);
  const owners = [...(before?.owners ?? []), ...(one.owner ? [one.owner] : [])];
  const type = one.type === "histogram" || one.type === "summary" ? "gauge" : one.type;
  const labels = { ...one.labels, ...before?.labels };
  all.set(one.name, { name: one.name, type, part: one.part, labels, metric: before?.metric ?? metric, owners });
}
