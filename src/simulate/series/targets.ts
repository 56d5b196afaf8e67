import { cardinality, closedValues, type LabelSpec, type Labels } from "../../model/metric/label.js";
import { servicesOf } from "../../model/system/catalogue.js";
import type { ServiceFacts } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";
import type { SeriesLabels } from "./family.js";
import { type KnownValues, labelValues, nothingKnown } from "./label-values.js";

/** One process that is scraped. */
export interface Target {
  readonly service: ServiceFacts;
  /** What scraping adds to each of its series: `job`, `instance`, and what the system or the service says. */
  readonly labels: SeriesLabels;
}

/** More processes than this are not made of one service. */
const mostTargets = 50;
const defaultPort = 8080;

/**
 * The processes of every service of a system, with labels that fit together: each is of one service, in one pod, on one
 * address. How many there are is what the labels say: 15 values of `pod` for five services are three pods each.
 */
export function targetsOf(
  system: SystemFacts,
  known: KnownValues = nothingKnown,
): ReadonlyMap<string, readonly Target[]> {
  const services = servicesOf(system);
  const alike = services.filter(({ addedLabels }) => addedLabels === system.labels);
  return new Map(
    services.map((service, index) => {
      const sharers = service.addedLabels === system.labels ? alike : [service];
      const place = { system, service, index, sharers: sharers.length, share: sharers.indexOf(service), known };
      return [service.name, targetsOfService(place)];
    }),
  );
}

interface Place {
  readonly system: SystemFacts;
  readonly service: ServiceFacts;
  /** Which of the system's services it is. */
  readonly index: number;
  /** How many services divide the values of the added labels among them, and which of those this is. */
  readonly sharers: number;
  readonly share: number;
  readonly known: KnownValues;
}

function targetsOfService(place: Place): readonly Target[] {
  const { service } = place;
  const count = Math.min(mostTargets, Math.max(1, ...spreading(place).map(([, spec]) => eachOf(spec, place))));
  return Array.from({ length: count }, (_, number) => ({ service, labels: labelsOf(place, number) }));
}

/** The labels of one process of a service, numbered from 0. */
function labelsOf(place: Place, number: number): SeriesLabels {
  const { system, service, index } = place;
  const own = serviceValue(place);
  const labels: Record<string, string> = {
    job: system.serviceLabel === "job" || system.serviceLabel in service.addedLabels ? own : service.name,
    instance: `10.0.${index + 1}.${number + 1}:${service.port ?? defaultPort}`,
  };
  if (system.serviceLabel in service.addedLabels) labels[system.serviceLabel] = own;
  for (const [name, spec] of spreading(place)) labels[name] = spreadValue(place, name, spec, number);
  return labels;
}

/** The labels whose values are spread over processes: all but those that say what process it is. */
function spreading({ system, service }: Place): readonly (readonly [string, LabelSpec])[] {
  const fixed = new Set(["job", "instance", system.serviceLabel]);
  return Object.entries(service.addedLabels).filter(([name]) => !fixed.has(name));
}

function eachOf(spec: LabelSpec, { sharers }: Place): number {
  return Math.ceil(cardinality(spec) / sharers);
}

function spreadValue(place: Place, name: string, spec: LabelSpec, number: number): string {
  const { share, known } = place;
  const each = eachOf(spec, place);
  // What each process has a value of its own of is named after its service, as pods are.
  if (typeof spec === "number" && each > 1) {
    return name === "pod" ? `${serviceValue(place)}-${number + 1}` : `${name}-${share * each + number + 1}`;
  }
  const values = labelValues(name, spec, known, cardinality(spec));
  return values[(share * each + (number % each)) % values.length]!;
}

/** What the label that tells services apart says of one: of the values it can have, the one with the service's name. */
function serviceValue({ system: { serviceLabel, labels }, service, share, known }: Place): string {
  const spec = (service.addedLabels as Labels)[serviceLabel] ?? labels[serviceLabel];
  const closed = spec === undefined ? undefined : closedValues(spec);
  const said = spec !== undefined && typeof spec === "object" && "about" in spec ? spec.values : [];
  const values = closed ?? [...said, ...(known.asked.get(serviceLabel) ?? [])];
  const named = values.find((value) => value === service.name) ?? values.find((value) => contains(value, service.name));
  return named ?? (closed ? closed[share % closed.length]! : service.name);
}

function contains(value: string, name: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).includes(name) || value.startsWith(name);
}
