import type { ServiceFacts } from "../../../model/system/service.js";
import { serviceKey } from "../../../model/system/service-key.js";
import type { SystemFacts } from "../../../model/system/system.js";

/** The services that each service of a system needs, directly or not, by its name. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** Follows `dependsOn`, into other systems too. A service of the system that is not in its environment needs nothing. */
export function findNeeds({ name, definitions }: SystemFacts): Needs {
  const services = definitions.flatMap((one) => (one.kind === "service" ? [one.service] : []));
  const present = new Set(services.map((service) => service.name));
  const dependenciesOf = ({ dependsOn, system, name: own }: ServiceFacts) =>
    system === name && !present.has(own) ? [] : dependsOn;
  return new Map(
    services.map((service) => {
      const needed = new Set<string>();
      const pending = [...dependenciesOf(service)];
      for (const one of pending) {
        if (needed.has(serviceKey(one))) continue;
        needed.add(serviceKey(one));
        pending.push(...dependenciesOf(one));
      }
      return [service.name, needed];
    }),
  );
}
