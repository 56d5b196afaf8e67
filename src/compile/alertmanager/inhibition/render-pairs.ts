import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import type { CompiledAlert } from "../../compiled.js";
import type { OwnAlerts } from "../identity.js";
import { renderAlternatives, renderMatcher } from "../matcher.js";
import { constantValue } from "../routed-alert.js";

/** Alerts that one alert silences. */
export interface Silenced {
  readonly source: CompiledAlert;
  readonly targets: readonly CompiledAlert[];
  /** The labels that must be equal. */
  readonly equal: readonly string[];
  /** The labels of the system of the targets, if it is another. */
  readonly ownTargets?: OwnAlerts;
}

/**
 * Renders the inhibition of alerts by one alert. Each side is selected by its name and the labels that all its alerts have,
 * so that no other alert is on it; targets with the same labels are in one rule.
 *
 * @param told labels besides those of the rule that tell alerts apart, such as that of the service
 */
export function renderSilenced(silenced: Silenced, own: OwnAlerts, told: readonly string[]): readonly InhibitRule[] {
  const { source, targets, equal, ownTargets = own } = silenced;
  const fixed = (alert: CompiledAlert) => fixedMatchers(alert, equal, told);
  const areOwn = own.has(source) && targets.every((target) => ownTargets.has(target));
  const matchersOf = (side: OwnAlerts) => (areOwn ? side.matchers : []);
  const byLabels = new Map<string, { readonly labels: readonly string[]; readonly names: Set<string> }>();
  for (const target of targets) {
    const labels = fixed(target);
    const key = JSON.stringify(labels);
    const group = byLabels.get(key) ?? { labels, names: new Set() };
    byLabels.set(key, group);
    group.names.add(target.data.alert);
  }
  return [...byLabels]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { labels, names }]) => ({
      source_matchers: unique([...matchersOf(own), renderMatcher("alertname", source.data.alert), ...fixed(source)]),
      target_matchers: unique([
        ...matchersOf(ownTargets),
        renderAlternatives("alertname", [...names].sort()),
        ...labels,
      ]),
      equal,
    }));
}

function unique(matchers: readonly string[]): readonly string[] {
  return [...new Set(matchers)];
}

function fixedMatchers(alert: CompiledAlert, equal: readonly string[], told: readonly string[]): readonly string[] {
  const labels = [...new Set([...Object.keys(alert.data.labels ?? {}), ...told])];
  return labels.flatMap((label) => {
    const value = equal.includes(label) ? undefined : constantValue(alert, label);
    return value === undefined ? [] : [renderMatcher(label, value)];
  });
}

/** True if an alert is at least as urgent as another: severities are listed from the most urgent on. */
export function isAsUrgent(one: CompiledAlert, other: CompiledAlert, severities: readonly string[]): boolean {
  const rank = ({ data }: CompiledAlert) => {
    const index = severities.indexOf(data.labels?.severity ?? "");
    return index === -1 ? severities.length : index;
  };
  return rank(one) <= rank(other);
}
