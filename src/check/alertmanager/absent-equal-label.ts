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
      const sources = alerts.filter((alert) => rule.source.every((matcher) => mayMatch(alert, matcher)));
      const targets = alerts.filter((alert) => rule.target.every((matcher) => mayMatch(alert, matcher)));
      if (sources.length === 0 || targets.length === 0) continue;
      for (const label of rule.data.equal ?? []) {
        const isOn = (side: readonly AlertView[]) => side.some((alert) => alert.mayHave(label));
        const [onSources, onTargets] = [isOn(sources), isOn(targets)];
        if (onSources && onTargets) continue;
        const isNowhere = !onSources && !onTargets;
        yield {
          summary: isNowhere
            ? `the label "${label}" is always equal: no alert on either side has it`
            : `the label "${label}" is never equal: no alert that ${onSources ? "is silenced" : "silences"} has it`,
          details: isNowhere
            ? "Alertmanager takes a label that both lack for equal: the rule silences more than it says."
            : "The rule never applies.",
          fix: "compare labels that both sides have",
          at: config.span(rule.fields.get("equal") ?? rule),
        };
      }
    }
  },
};
