import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import { resolve } from "../../../model/definition/per-environment.js";
import { isCondition } from "../../../model/expression/query.js";
import type { SystemFacts } from "../../../model/system/system.js";
import type { CompiledAlert } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { createSubject, type Scope } from "../../scope.js";
import type { OwnAlerts } from "../identity.js";
import { writtenAt } from "../written-at.js";
import { isAsUrgent, renderSilenced } from "./render-pairs.js";

/**
 * The outage of a service inhibits the alerts of those that depend on it, directly or not: their labels differ, so that each
 * service is named, and environment and system are equal. An alert is not silenced by a less urgent one.
 */
export function inhibitDependants(
  scope: Scope,
  alerts: readonly CompiledAlert[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const { system, settings } = scope;
  const needs = findNeeds(system);
  const severities = Object.keys(system.routes);
  const equal = namesOfOriginLabels(settings);
  return alerts.flatMap((source) => {
    const failed = outageOf(source, settings.environment);
    if (failed === undefined) return [];
    const targets = alerts.filter(
      (target) =>
        target.about.services.length > 0 &&
        target.about.services.every((name) => needs.get(name)?.has(failed)) &&
        isAsUrgent(source, target, severities),
    );
    const subject = createSubject("alert", source.data.alert, source.definition);
    return renderSilenced({ source, targets, equal }, own, [system.serviceLabel]).map((rule) =>
      writtenAt(rule, scope, subject),
    );
  });
}

/** The service whose outage an alert detects, and nothing else. */
function outageOf({ definition }: CompiledAlert, environment: string): string | undefined {
  const when = resolve(definition.when, environment);
  if (!isCondition(when) || when.compared !== undefined) return undefined;
  const { outageOf: services, kept, isGuarded } = when.traits;
  return services.length === 1 && kept.length === 0 && !isGuarded ? services[0] : undefined;
}

type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** The services of the system that each of its services needs, directly or not. A service can only need earlier ones. */
function findNeeds({ name, definitions }: SystemFacts): Needs {
  const services = definitions.flatMap((one) => (one.kind === "service" ? [one.service] : []));
  const direct = new Map(
    services.map((service) => [
      service.name,
      service.dependsOn.filter(({ system }) => system === name).map((one) => one.name),
    ]),
  );
  return new Map(
    services.map((service) => {
      const needed = new Set<string>();
      const pending = [...(direct.get(service.name) ?? [])];
      for (const one of pending) {
        if (needed.has(one)) continue;
        needed.add(one);
        pending.push(...(direct.get(one) ?? []));
      }
      return [service.name, needed];
    }),
  );
}
