import { hasKind } from "../../model/definition/definition.js";
import { resolveRecord } from "../../model/definition/per-environment.js";
import type { Http } from "../../model/metric/capability.js";
import type { ServiceDefinition } from "../../model/system/service.js";
import type { SystemFacts } from "../../model/system/system.js";
import { sortBy } from "../sort-by.js";

/** A service of the team, as the overview shows it. */
export interface WatchedService {
  readonly definition: ServiceDefinition;
  /** The value of the system's service label on its series. */
  readonly value: string;
  /** The namespace that its series are selected by, if they are. */
  readonly namespace: string | undefined;
  /** Its requests: the part named `http`, or else the first capability of requests. */
  readonly http: Http | undefined;
}

/** The services of a system by the values of its service label, without exporters. */
export function findWatchedServices(
  { definitions, serviceLabel }: SystemFacts,
  environment: string,
): readonly WatchedService[] {
  const watched = definitions.flatMap((definition): readonly WatchedService[] => {
    if (definition.kind !== "service" || definition.service.exporter) return [];
    const { owner, name } = definition.service;
    const { namespace, [serviceLabel]: value = name } = resolveRecord(owner.selector, environment);
    return [{ definition, value, namespace, http: findHttp(definition) }];
  });
  return sortBy(watched, ({ value }) => value);
}

function findHttp(definition: ServiceDefinition): Http | undefined {
  const parts = definition as unknown as Readonly<Record<string, unknown>>;
  return [parts.http, ...Object.values(parts)].find(isHttp);
}

function isHttp(part: unknown): part is Http {
  return hasKind(part, "capability") && (part as { readonly capability?: unknown }).capability === "http";
}
