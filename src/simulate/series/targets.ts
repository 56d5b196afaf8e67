import { cardinality, closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import { type CatalogueService, servicesOf } from "../../model/system/catalogue.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { SeriesLabels } from "./family.js";
import { type KnownValues, listLabelValues, noKnownValues } from "./label-values.js";

/** A process that Prometheus scrapes. */
export interface Target {
  readonly service: CatalogueService;
  /** Labels that scraping adds: `job`, `instance`, and those of the system or the service. */
  readonly labels: SeriesLabels;
}

/** Maximum number of processes of one service. */
const maxTargets = 50;
const defaultPort = 8080;

/**
 * Creates the processes of each service with consistent labels: one service, one pod, one address. The cardinality of
 * the labels gives their number: 15 values of `pod` for five services are three pods each.
 */
export function createTargets(
  system: SystemFacts,
  known: KnownValues = noKnownValues,
): ReadonlyMap<string, readonly Target[]> {
  const services = servicesOf(system);
  const sharing = services.filter(({ addedLabels }) => addedLabels === system.labels);
  return new Map(
    services.map((service, index) => {
      const sharers = service.addedLabels === system.labels ? sharing : [service];
      const share = { system, service, index, sharers: sharers.length, position: sharers.indexOf(service), known };
      return [service.name, createServiceTargets(share)];
    }),
  );
}

/** The part of the added labels' values that one service gets. */
interface ServiceShare {
  readonly system: SystemFacts;
  readonly service: CatalogueService;
  /** Index among the system's services. */
  readonly index: number;
  /** Number of services that share the values of the added labels, and the index of this one among them. */
  readonly sharers: number;
  readonly position: number;
  readonly known: KnownValues;
}

function createServiceTargets(share: ServiceShare): readonly Target[] {
  const { service } = share;
  const count = Math.min(
    maxTargets,
    Math.max(1, ...distributedLabels(share).map(([, spec]) => valuesPerService(spec, share))),
  );
  return Array.from({ length: count }, (_, number) => ({ service, labels: targetLabels(share, number) }));
}

/** Returns the labels of one process of a service, numbered from 0. */
function targetLabels(share: ServiceShare, number: number): SeriesLabels {
  const { system, service, index } = share;
  const own = serviceLabelValue(share);
  const labels: Record<string, string> = {
    job: system.serviceLabel === "job" || system.serviceLabel in service.addedLabels ? own : service.name,
    instance: `10.0.${index + 1}.${number + 1}:${service.port ?? defaultPort}`,
  };
  if (system.serviceLabel in service.addedLabels) labels[system.serviceLabel] = own;
  for (const [name, spec] of distributedLabels(share)) labels[name] = distributedValue(share, name, spec, number);
  return { ...labels, ...service.selector };
}

/** Returns the labels whose values are distributed over processes: all but those that identify the process. */
function distributedLabels({ system, service }: ServiceShare): readonly (readonly [string, LabelSpec])[] {
  const fixed = new Set(["job", "instance", system.serviceLabel]);
  return Object.entries(service.addedLabels).filter(([name]) => !fixed.has(name));
}

function valuesPerService(spec: LabelSpec, { sharers }: ServiceShare): number {
  return Math.ceil(cardinality(spec) / sharers);
}

function distributedValue(share: ServiceShare, name: string, spec: LabelSpec, number: number): string {
  const { position, known } = share;
  const perService = valuesPerService(spec, share);
  // Values unique to a process, such as pods, are named after the service.
  if (typeof spec === "number" && perService > 1) {
    return name === "pod"
      ? `${serviceLabelValue(share)}-${number + 1}`
      : `${name}-${position * perService + number + 1}`;
  }
  const values = listLabelValues(name, spec, known, cardinality(spec));
  return values[(position * perService + (number % perService)) % values.length]!;
}

/**
 * Returns a service's value of the service label: that of its selector, or for an exporter, whose selector may not have
 * the label, the possible value that best matches its name.
 */
function serviceLabelValue({ system: { serviceLabel, labels }, service, position, known }: ServiceShare): string {
  const selected = service.selector[serviceLabel];
  if (selected !== undefined) return selected;
  const spec = (service.addedLabels as Labels)[serviceLabel] ?? labels[serviceLabel];
  const closed = spec === undefined ? undefined : closedValues(spec);
  const listed = spec !== undefined && typeof spec === "object" && "about" in spec ? spec.values : [];
  const values = closed ?? [...listed, ...(known.requested.get(serviceLabel) ?? [])];
  const best = values.find((value) => value === service.name) ?? values.find((value) => mentions(value, service.name));
  return best ?? (closed ? closed[position % closed.length]! : service.name);
}

function mentions(value: string, name: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).includes(name) || value.startsWith(name);
}
