import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import type { ServiceDefinition } from "../../../model/system/service.js";
import { serviceKey } from "../../../model/system/service-key.js";
import type { AnyRulesArtifact, CompiledAlert } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import { type OwnAlerts, ownAlerts } from "../identity.js";
import { constantValue } from "../routed-alert.js";
import type { Subtree } from "../subtree.js";
import { writtenAt } from "../written-at.js";
import { dependsOn, outageOf } from "./dependencies.js";
import { isAsUrgent, renderSilenced } from "./render-pairs.js";
import { findNeeds } from "./service-needs.js";

/** A system with routes, and its rules. */
export interface RoutedSystem {
  readonly subtree: Subtree;
  readonly rules: readonly AnyRulesArtifact[];
}

/**
 * Adds to the subtrees of an environment that the outage of a service inhibits the alerts of services of other systems that
 * depend on it. Alertmanager silences only what it routes itself: both systems must be in the same one.
 *
 * @param scopes all systems of the environment, with routes or without
 */
export function inhibitAcrossSystems(
  routed: readonly RoutedSystem[],
  scopes: readonly Scope[],
): readonly RoutedSystem[] {
  for (const { subtree } of routed) reportApart(subtree, routed, scopes);
  return routed.map((source) => {
    const added = routed.flatMap((target) => (areTogether(source, target) ? inhibit(source, target) : []));
    if (added.length === 0) return source;
    const subtree = { ...source.subtree, inhibitRules: [...source.subtree.inhibitRules, ...added] };
    return { ...source, subtree };
  });
}

function areTogether({ subtree: one }: RoutedSystem, { subtree: other }: RoutedSystem): boolean {
  return one !== other && one.place.folder === other.place.folder;
}

function inhibit(source: RoutedSystem, target: RoutedSystem): readonly InhibitRule[] {
  const { scope } = source.subtree;
  const { system, settings } = target.subtree.scope;
  const needs = findNeeds(system);
  const sides = [ownOf(source), ownOf(target)] as const;
  return alertsOf(source).flatMap((alert) => {
    const failed = outageOf(alert, settings.environment);
    if (failed === undefined || !sides[0].has(alert)) return [];
    const key = serviceKey(failed);
    // Only labels that are proven to be the same: the systems differ.
    const equal = namesOfOriginLabels(settings).filter(
      (label) => labelValue(alert, label, scope) === settings.environment,
    );
    const targets = alertsOf(target).filter(
      (one) =>
        sides[1].has(one) &&
        dependsOn(one, needs, key) &&
        isAsUrgent(alert, one, Object.keys(system.routes)) &&
        equal.every((label) => labelValue(one, label, target.subtree.scope) === settings.environment),
    );
    const labels = [scope.system.serviceLabel, system.serviceLabel];
    const subject = createSubject("alert", alert.data.alert, alert.definition);
    return renderSilenced({ source: alert, targets, equal, ownTargets: sides[1] }, sides[0], labels).map((rule) =>
      writtenAt(rule, scope, subject),
    );
  });
}

function ownOf({ subtree: { identity, scope } }: RoutedSystem): OwnAlerts {
  return ownAlerts(identity, scope.settings);
}

function alertsOf({ rules }: RoutedSystem): readonly CompiledAlert[] {
  const alerts = rules.flatMap((artifact) => artifact.rules.filter((rule) => rule.kind === "alert"));
  return alerts.filter(({ definition }) => definition.watchdog === undefined);
}

function labelValue(alert: CompiledAlert, label: string, { settings }: Scope): string | undefined {
  return constantValue(alert, label) ?? settings.externalLabels[label];
}

/** Reports dependencies on systems whose outages cannot silence anything here. */
function reportApart(subtree: Subtree, routed: readonly RoutedSystem[], scopes: readonly Scope[]): void {
  const { scope, place } = subtree;
  const { environment } = scope.settings;
  for (const definition of scope.system.definitions) {
    if (definition.kind !== "service") continue;
    for (const needed of definition.service.dependsOn) {
      if (needed.system === scope.system.name) continue;
      const isThere = scopes.some(({ system }) => system.name === needed.system);
      const other = routed.find((one) => one.subtree.scope.system.name === needed.system);
      if (isThere && (!other || other.subtree.place.folder === place.folder)) continue;
      report(scope, definition, {
        summary: `an outage of "${needed.name}" of ${needed.system} silences no alert of this service in ${environment}`,
        details: isThere
          ? "The alerts of the two systems go to different Alertmanagers, and each silences only its own."
          : `${needed.system} does not run in this environment, so that no alert there says that it is down.`,
        fix: isThere
          ? "let one Alertmanager have both: alertmanagers in the configuration"
          : `add ${environment} to its environments, if it runs there`,
      });
    }
  }
}

function report(
  scope: Scope,
  definition: ServiceDefinition,
  texts: { readonly summary: string; readonly details: string; readonly fix: string },
): void {
  const subject = createSubject("service", definition.service.name, definition);
  reportError(scope, "definition/dependency-apart", subject, { ...texts, option: ["dependsOn"] });
}
