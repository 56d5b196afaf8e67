import type { SourceInhibitRule } from "../../formats/alertmanager/index.js";
import type { AlertView, Check } from "../check.js";
import { mayMatch } from "./facts/reaching-alerts.js";

/** An inhibition rule that compares a label which no alert on one of its sides has. */
export const absentEqualLabel: Check = {
  id: "alertmanager/absent-equal-label",
  on: "routing",
  after: ["alertmanager/contradictory-matchers"],
  *run({ config, alerts }) {
    if (alerts === undefined) return;
    for (const rule of config.inhibitRules) {
      const equal = rule.data.equal ?? [];
      const { sources, targets } = listSides(rule, equal, alerts);
      if (sources.length === 0 || targets.length === 0) continue;
      for (const label of equal) {
        const isOn = (side: readonly AlertView[]) => side.some((alert) => alert.mayHave(label));
        const [onSources, onTargets] = [isOn(sources), isOn(targets)];
        if (onSources && onTargets) continue;
        const isNowhere = !onSources && !onTargets;
        if (isNowhere && ![sources, targets].every((side) => side.some((alert) => isOneOfMany(alert, equal)))) continue;
        yield {
          summary: isNowhere
            ? `the label "${label}" is always equal: no alert on either side has it`
            : `the label "${label}" is never equal: no alert that ${onSources ? "is silenced" : "silences"} has it`,
          details: isNowhere
            ? `Alertmanager takes a label that both lack for equal: ${listNames(sources)} silences more than it says.`
            : `${listNames(sources)} never silences ${listNames(targets)}.`,
          fix: "compare labels that both sides have",
          at: config.span(rule.fields.get("equal") ?? rule),
        };
      }
    }
  },
};

/** The alerts that a rule may select; of those that must have the same name, only names that are on both sides. */
function listSides({ source, target }: SourceInhibitRule, equal: readonly string[], alerts: readonly AlertView[]) {
  const sources = alerts.filter((alert) => source.every((matcher) => mayMatch(alert, matcher)));
  const targets = alerts.filter((alert) => target.every((matcher) => mayMatch(alert, matcher)));
  if (!equal.includes("alertname")) return { sources, targets };
  const isAmong = (side: readonly AlertView[], { name }: AlertView) => side.some((other) => other.name === name);
  return {
    sources: sources.filter((alert) => isAmong(targets, alert)),
    targets: targets.filter((alert) => isAmong(sources, alert)),
  };
}

/** True if instances of an alert may differ in a label that is not compared. */
function isOneOfMany({ instanceLabels }: AlertView, equal: readonly string[]): boolean {
  return instanceLabels === undefined || instanceLabels.some((label) => !equal.includes(label));
}

const maxNames = 3;

function listNames(alerts: readonly AlertView[]): string {
  const names = [...new Set(alerts.map(({ name }) => name))].sort();
  const more = names.length - maxNames;
  return `${names.slice(0, maxNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
