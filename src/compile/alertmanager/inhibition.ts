import { finding } from "../../diagnostics/finding.js";
import type { InhibitRule } from "../../formats/alertmanager/types.js";
import type { AnyRulesArtifact, CompiledAlert } from "../compiled.js";
import { definitionFindings } from "../findings.js";
import { namesOfOriginLabels } from "../origin-labels.js";
import { listAlertLabels } from "../prometheus/alert-labels.js";
import { createSubject, findSpan, partsOfOption, type Scope } from "../scope.js";
import type { OwnAlerts } from "./identity.js";
import { inhibitDeclared } from "./inhibition/declared.js";
import { inhibitDependants } from "./inhibition/dependencies.js";
import { reportSilencedWatchdogs } from "./inhibition/silenced-watchdogs.js";
import { inhibitSlowerTiers } from "./inhibition/slower-tiers.js";
import { renderAlternatives, renderMatcher } from "./matcher.js";
import { constantValue, hasAlertLabel, listRoutedAlerts, type RoutedAlert } from "./routed-alert.js";
import { writtenAt } from "./written-at.js";

/**
 * Compiles the inhibition of a system: a critical alert inhibits the warning of the same name, and an alert inhibits those
 * that it `silences`, each with the same service, environment and system. The fast burn of an error budget inhibits
 * alerts on slower ones. The outage of a service inhibits the alerts of those that depend on it.
 */
export function compileInhibition(
  scope: Scope,
  rules: readonly AnyRulesArtifact[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const all = rules.flatMap((artifact) => artifact.rules.filter((rule) => rule.kind === "alert"));
  // Nothing silences a watchdog.
  const alerts = all.filter(({ definition }) => definition.watchdog === undefined);
  reportSilencedWatchdogs(scope);
  const sources = alerts.filter(({ definition }) => (definition.silences ?? []).length > 0);
  const groups = groupBy(sources, (source) => JSON.stringify([source.data.alert, equalLabels(scope, source)]));
  const silenced = groups.map((same): Silencing => ({ sources: same, equal: equalLabels(scope, same[0]!) }));
  for (const one of silenced) reportNeverSilenced(scope, one, alerts);
  return [
    ...inhibitBySeverity(scope, listRoutedAlerts(rules), own),
    ...silenced.flatMap((one) => {
      const [{ data, definition }] = one.sources as readonly [CompiledAlert, ...CompiledAlert[]];
      const subject = createSubject("alert", data.alert, definition);
      return inhibitSilenced(one, alerts, own).map((rule) => writtenAt(rule, scope, subject, ["silences"]));
    }),
    ...inhibitSlowerTiers(scope, alerts, own),
    ...inhibitDependants(scope, alerts, own),
    ...inhibitDeclared(scope, alerts, own),
  ];
}

/** The rule is left out if no alert has both severities: it would never apply. */
function inhibitBySeverity(scope: Scope, alerts: readonly RoutedAlert[], own: OwnAlerts): readonly InhibitRule[] {
  const { system, settings } = scope;
  const namesWith = (severity: string, isOwn: boolean) =>
    alerts.flatMap((alert) =>
      alert.data.labels?.severity === severity && own.has(alert) === isOwn ? [alert.data.alert] : [],
    );
  const namesWithBoth = (isOwn: boolean) => {
    const warnings = new Set(namesWith("warning", isOwn));
    return [...new Set(namesWith("critical", isOwn))].filter((name) => warnings.has(name)).sort();
  };
  const inhibit = (matchers: readonly string[]): InhibitRule => {
    const rule = {
      source_matchers: [...matchers, renderMatcher("severity", "critical")],
      target_matchers: [...matchers, renderMatcher("severity", "warning")],
      equal: [...new Set(["alertname", system.serviceLabel, ...namesOfOriginLabels(settings)])],
    };
    return writtenAt(rule, scope, createSubject("system", system.name, system));
  };
  const strays = namesWithBoth(false);
  return [
    ...(namesWithBoth(true).length > 0 ? [inhibit(own.matchers)] : []),
    ...(strays.length > 0 ? [inhibit([renderAlternatives("alertname", strays)])] : []),
  ];
}

/** Alerts of one name that silence others with the same labels. */
interface Silencing {
  readonly sources: readonly CompiledAlert[];
  /** The labels that must be equal. */
  readonly equal: readonly string[];
}

/** The labels that tell the service, environment and system. Without the service label, all labels of the series. */
function equalLabels({ system, settings }: Scope, source: CompiledAlert): readonly string[] {
  const { serviceLabel } = system;
  const own = hasAlertLabel(source, serviceLabel) ? [serviceLabel] : listAlertLabels(source.series).toSorted();
  return [...new Set([...own, ...namesOfOriginLabels(settings)])];
}

/** Alerts are selected by name, and by their own labels where the names also select pairs that are not declared. */
function inhibitSilenced(
  { sources, equal }: Silencing,
  alerts: readonly CompiledAlert[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const name = sources[0]!.data.alert;
  const pairs = sources.flatMap((source) =>
    alerts.filter((target) => isSilenced(source, target, equal)).map((target) => ({ source, target })),
  );
  if (pairs.length === 0) return [];
  const isOwn = pairs.every(({ source, target }) => own.has(source) && own.has(target));
  const matchers = isOwn ? own.matchers : [];
  const names = [...new Set(pairs.map(({ target }) => target.data.alert))].sort();
  const isExact = alerts
    .filter(({ data }) => data.alert === name)
    .every((source) =>
      alerts
        .filter((target) => target !== source && names.includes(target.data.alert))
        .every((target) => declares(source, target) || findObstacle(source, target, equal) !== undefined),
    );
  if (!isExact) {
    return pairs.map(({ source, target }) => ({
      source_matchers: [...matchers, ...ownMatchers(source, equal)],
      target_matchers: [...matchers, ...ownMatchers(target, equal)],
      equal,
    }));
  }
  return [
    {
      source_matchers: [...matchers, renderMatcher("alertname", name)],
      target_matchers: [...matchers, renderAlternatives("alertname", names)],
      equal,
    },
  ];
}

function declares({ definition }: CompiledAlert, target: CompiledAlert): boolean {
  return definition.silences?.includes(target.definition) ?? false;
}

function isSilenced(source: CompiledAlert, target: CompiledAlert, equal: readonly string[]): boolean {
  return declares(source, target) && findObstacle(source, target, equal) === undefined;
}

/** Matches the name of an alert and its fixed labels, apart from those that are equal anyway. */
function ownMatchers({ data: { alert, labels = {} } }: CompiledAlert, equal: readonly string[]): readonly string[] {
  const fixed = Object.entries(labels).filter(([label, value]) => !equal.includes(label) && !value.includes("{{"));
  return [renderMatcher("alertname", alert), ...fixed.map(([label, value]) => renderMatcher(label, value))];
}

/** A label by which two alerts are never equal. */
interface Obstacle {
  readonly label: string;
  /** The values of the label, if both alerts have it. */
  readonly values?: { readonly source: string; readonly target: string };
}

function findObstacle(source: CompiledAlert, target: CompiledAlert, equal: readonly string[]): Obstacle | undefined {
  for (const label of equal) {
    // Alertmanager takes a label that both lack for equal.
    if (hasAlertLabel(source, label) !== hasAlertLabel(target, label)) return { label };
    const values = { source: constantValue(source, label), target: constantValue(target, label) };
    if (values.source === undefined || values.target === undefined || values.source === values.target) continue;
    return { label, values: { source: values.source, target: values.target } };
  }
  return undefined;
}

/** Reports the alerts that are silenced by declaration, and never have the labels of those that silence them. */
function reportNeverSilenced(scope: Scope, { sources, equal }: Silencing, alerts: readonly CompiledAlert[]): void {
  const reported = new Set<string>();
  for (const target of alerts) {
    const source = sources.find((one) => declares(one, target));
    if (!source || sources.some((one) => isSilenced(one, target, equal))) continue;
    const summary = describeObstacle(source, target, findObstacle(source, target, equal)!);
    if (reported.has(summary)) continue;
    reported.add(summary);
    const subject = createSubject("alert", source.data.alert, source.definition);
    const span = findSpan(scope, subject, partsOfOption(["silences"]));
    scope.report({
      ...finding(definitionFindings, "definition/never-silenced"),
      summary,
      details: `Alertmanager silences an alert while one with the same ${equal.join(", ")} fires.`,
      fix: "silence alerts of the same service, with the same labels, or leave it out",
      subject: subject.name,
      ...(span && { span }),
    });
  }
}

function describeObstacle(source: CompiledAlert, target: CompiledAlert, { label, values }: Obstacle): string {
  const name = `"${target.data.alert}"`;
  if (values) return `${name} is never silenced: its ${label} is "${values.target}", not "${values.source}"`;
  return hasAlertLabel(source, label)
    ? `${name} is never silenced: it has no label ${label}`
    : `${name} is never silenced: it has the label ${label}, and "${source.data.alert}" has not`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
