import type { Alert } from "../model/alert/alert.js";
import type { ServiceFacts } from "../model/system/service.js";
import type { SystemDefinition } from "../model/system/system.js";
import type { Scope } from "./scope.js";

/** Finds who answers for an alert: its own owner, or that of the services that it reads if they agree, or the system's. */
export function findAlertOwner({ system }: Scope, { owner }: Alert, services: ReadonlySet<string>): string | undefined {
  if (typeof owner === "string") return owner;
  const owners = new Set(findServices(system, services).map(({ team = system.owner }) => team));
  return owners.size === 1 ? [...owners][0] : system.owner;
}

/** The services of a system, and those of others that it uses, by their names. */
export function findServices(
  { definitions, guests = [] }: Scope["system"],
  names: ReadonlySet<string>,
): readonly ServiceFacts[] {
  return [...servicesAmong(definitions), ...guests].filter(({ name }) => names.has(name));
}

/** The services of a list of definitions: every alert looks for some of them. */
const known = new WeakMap<readonly SystemDefinition[], readonly ServiceFacts[]>();

function servicesAmong(definitions: readonly SystemDefinition[]): readonly ServiceFacts[] {
  const services =
    known.get(definitions) ?? definitions.flatMap((one) => (one.kind === "service" ? [one.service] : []));
  known.set(definitions, services);
  return services;
}
