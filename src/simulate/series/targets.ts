import { cardinality, closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import { servicesOf } from "../../model/system/catalogue.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { SeriesLabels } from "./family.js";
import { type KnownValues, listLabelValues, noKnownValues } from "./label-values.js";

/** One process that is scraped. */
export interface Target {
  readonly service: ServiceFacts;
  /** What scraping adds to each of its series: `job`, `instance`, and what the system or the service says. */
  readonly labels: SeriesLabels;
}

/** More processes than this are not made of one service. */
const maxTargets = 50;
const defaultPort = 8080;

/**
 * The processes of every service of a system, with labels that fit together: each is of one service, in one pod, on one
 * address. How many there are is what the labels say: 15 values of `pod` for five services are three pods each.
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

interface ServiceShare {
  readonly system: SystemFacts;
  readonly service: ServiceFacts;
  /** Which of the system's services it is. */
  readonly index: number;
  /** How many services divide the values of the added labels among them, and which of those this is. */
  readonly sharers: number;
  readonly position: number;
  readonly known: KnownValues;
}

function createServiceTargets(place: ServiceShare): readonly Target[] {
  const { service } = place;
  const count = Math.min(
    maxTargets,
    Math.max(1, ...distributedLabels(place).map(([, spec]) => valuesPerService(spec, place))),
  );
  return Array.from({ length: count }, (_, number) => ({ service, labels: targetLabels(place, number) }));
}

/** The labels of one process of a service, numbered from 0. */
function targetLabels(place: ServiceShare, number: number): SeriesLabels {
  const { system, service, index } = place;
  const own = serviceLabelValue(place);
  const labels: Record<string, string> = {
    job: system.serviceLabel === "job" || system.serviceLabel in service.addedLabels ? own : service.name,
    instance: `10.0.${index + 1}.${number + 1}:${service.port ?? defaultPort}`,
  };
  if (system.serviceLabel in service.addedLabels) labels[system.serviceLabel] = own;
  for (const [name, spec] of distributedLabels(place)) labels[name] = distributedValue(place, name, spec, number);
  return labels;
}

/** The labels whose values are spread over processes: all but those that say what process it is. */
function distributedLabels({ system, service }: ServiceShare): readonly (readonly [string, LabelSpec])[] {
  const fixed = new Set(["job", "instance", system.serviceLabel]);
  return Object.entries(service.addedLabels).filter(([name]) => !fixed.has(name));
}

function valuesPerService(spec: LabelSpec, { sharers }: ServiceShare): number {
  return Math.ceil(cardinality(spec) / sharers);
}

function distributedValue(place: ServiceShare, name: string, spec: LabelSpec, number: number): string {
  const { position: share, known } = place;
  const perService = valuesPerService(spec, place);
  // What each process has a value of its own of is named after its service, as pods are.
  if (typeof spec === "number" && perService > 1) {
    return name === "pod" ? `${serviceLabelValue(place)}-${number + 1}` : `${name}-${share * perService + number + 1}`;
  }
  const values = listLabelValues(name, spec, known, cardinality(spec));
  return values[(share * perService + (number % perService)) % values.length]!;
}

/** What the label that tells services apart says of one: of the values it can have, the one with the service's name. */
function serviceLabelValue({
  system: { serviceLabel, labels },
  service,
  position: share,
  known,
}: ServiceShare): string {
  const spec = (service.addedLabels as Labels)[serviceLabel] ?? labels[serviceLabel];
  const closed = spec === undefined ? undefined : closedValues(spec);
  const listed = spec !== undefined && typeof spec === "object" && "about" in spec ? spec.values : [];
  const values = closed ?? [...listed, ...(known.requested.get(serviceLabel) ?? [])];
  const best = values.find((value) => value === service.name) ?? values.find((value) => mentions(value, service.name));
  return best ?? (closed ? closed[share % closed.length]! : service.name);
}

function mentions(value: string, name: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).includes(name) || value.startsWith(name);
}
