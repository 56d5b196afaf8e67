import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import { resolve } from "../../../model/definition/per-environment.js";
import { isCondition } from "../../../model/expression/query.js";
import { type ServiceName, serviceKey } from "../../../model/system/service-key.js";
import type { CompiledAlert } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { createSubject, type Scope } from "../../scope.js";
import type { OwnAlerts } from "../identity.js";
import { writtenAt } from "../written-at.js";
import { isAsUrgent, renderSilenced } from "./render-pairs.js";
import { findNeeds, type Needs } from "./service-needs.js";

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
      (target) => dependsOn(target, needs, serviceKey(failed)) && isAsUrgent(source, target, severities),
    );
    const subject = createSubject("alert", source.data.alert, source.definition);
    return renderSilenced({ source, targets, equal }, own, [system.serviceLabel]).map((rule) =>
      writtenAt(rule, scope, subject),
    );
  });
}

/** True if all services that an alert is about need a service, whose key is given. */
export function dependsOn({ about: { services } }: CompiledAlert, needs: Needs, needed: string): boolean {
  return services.length > 0 && services.every((name) => needs.get(name)?.has(needed));
}

/** The service whose outage an alert detects, and nothing else. */
export function outageOf({ definition }: CompiledAlert, environment: string): ServiceName | undefined {
  const when = resolve(definition.when, environment);
  if (!isCondition(when) || when.compared !== undefined) return undefined;
  const { outageOf: services, kept, isGuarded } = when.traits;
  return services.length === 1 && kept.length === 0 && !isGuarded ? services[0] : undefined;
}
