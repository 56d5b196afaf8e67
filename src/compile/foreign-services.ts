import { isIn } from "../model/definition/only.js";
import { isMetric } from "../model/metric/any-metric.js";
import type { MetricOwner } from "../model/metric/metric.js";
import type { ServiceFacts } from "../model/system/service.js";
import type { SystemFacts } from "../model/system/system.js";

/**
 * Finds the services of other systems whose metrics a system uses, such as an exporter that several systems share. Their
 * series are part of the catalogue of that system, too.
 */
export function findGuests(
  system: SystemFacts,
  systems: readonly SystemFacts[],
  environment: string,
): readonly ServiceFacts[] {
  if (systems.length < 2) return [];
  const owners = foreignOwners(system);
  if (owners.length === 0) return [];
  return systems.flatMap(({ name, definitions }) =>
    definitions.flatMap((definition) =>
      definition.kind === "service" &&
      owners.some((owner) => owner.system === name && owner.service === definition.service.name) &&
      isIn(definition, environment)
        ? [definition.service]
        : [],
    ),
  );
}

const ownersBySystem = new WeakMap<SystemFacts, readonly MetricOwner[]>();

/** The owners of metrics of other systems, at any depth of the definitions of a system. */
function foreignOwners(system: SystemFacts): readonly MetricOwner[] {
  const before = ownersBySystem.get(system);
  if (before) return before;
  const owners = new Set<MetricOwner>();
  const seen = new Set<object>();
  const pending: object[] = system.definitions.filter(({ kind }) => kind !== "service");
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (isMetric(value)) {
      if (value.owner && value.owner.system !== system.name) owners.add(value.owner);
    } else {
      for (const part of Object.values(value)) if (typeof part === "object" && part !== null) pending.push(part);
    }
  }
  const list = [...owners];
  ownersBySystem.set(system, list);
  return list;
}

/** Finds the services of other systems in an environment that depend on a service of a system. */
export function findDependants(
  { name }: SystemFacts,
  systems: readonly SystemFacts[],
  environment: string,
): readonly ServiceFacts[] {
  const others = systems.filter(
    (other) =>
      other.name !== name && (other.environments === undefined || Object.hasOwn(other.environments, environment)),
  );
  return others.flatMap(({ definitions }) =>
    definitions.flatMap((definition) =>
      definition.kind === "service" &&
      definition.service.dependsOn.some((needed) => needed.system === name) &&
      isIn(definition, environment)
        ? [definition.service]
        : [],
    ),
  );
}

/** True for a system that uses services of another. */
export function usesServicesOf({ guests = [] }: Pick<SystemFacts, "guests">, system: string): boolean {
  return guests.some((guest) => guest.system === system);
}

/** The name of a service where those of another system are listed: `postgres (data)`. */
export function foreignName({ name, system }: Pick<ServiceFacts, "name" | "system">): string {
  return `${name} (${system})`;
}
