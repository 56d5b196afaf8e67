import type { InhibitRule } from "../../../formats/alertmanager/types.js";
import { tierNames } from "../../../model/slo/burn-tier.js";
import type { CompiledAlert } from "../../compiled.js";
import { namesOfOriginLabels } from "../../origin-labels.js";
import { createSubject, type Scope } from "../../scope.js";
import type { OwnAlerts } from "../identity.js";
import { renderAlternatives, renderMatcher } from "../matcher.js";
import { writtenAt } from "../written-at.js";

/** The label with the tier of an alert. */
const tierLabel = "slo_tier";

/**
 * The fast burn of an error budget inhibits the alerts on slower burns of the same budget. Objectives that are grouped have
 * a budget for each value of their labels; alerts that lack a label count as equal in it.
 */
export function inhibitSlowerTiers(
  scope: Scope,
  alerts: readonly CompiledAlert[],
  own: OwnAlerts,
): readonly InhibitRule[] {
  const { system, settings } = scope;
  const present = new Set(alerts.flatMap(({ data: { labels } }) => labels?.[tierLabel] ?? []));
  const tiers = tierNames.filter((name) => present.has(name));
  const grouped = system.definitions.flatMap((one) => (one.kind === "slo" ? one.indicator.groupedBy : []));
  const equal = [...new Set(["slo", ...grouped.toSorted(), ...namesOfOriginLabels(settings)])];
  const matchers = alerts.every((alert) => alert.data.labels?.[tierLabel] === undefined || own.has(alert))
    ? own.matchers
    : [];
  return tiers.slice(0, -1).map((tier, index) => {
    const rule = {
      source_matchers: [...matchers, renderMatcher(tierLabel, tier)],
      target_matchers: [...matchers, renderAlternatives(tierLabel, tiers.slice(index + 1))],
      equal,
    };
    return writtenAt(rule, scope, createSubject("system", system.name, system));
  });
}
