import type { Check } from "../check.js";
import { implies } from "./facts/implied-matchers.js";

/** An inhibition rule all of whose targets are sources. Alertmanager ignores a source that is also a target. */
export const inhibitionNeverApplies: Check = {
  id: "alertmanager/inhibition-never-applies",
  on: "routing",
  after: ["alertmanager/contradictory-matchers"],
  *run({ config }) {
    for (const rule of config.inhibitRules) {
      const areTargetsSources = rule.source.every((one) => implies(rule.target, one));
      const areSourcesTargets = rule.target.every((one) => implies(rule.source, one));
      if (!areTargetsSources || !areSourcesTargets) continue;
      yield {
        summary: "this inhibition never applies: both sides match the same alerts",
        details: "Alertmanager keeps alerts that match both sides from silencing one another, and themselves.",
        fix: "make the sides differ, such as by severity or alertname",
        at: config.span(rule),
      };
    }
  },
};
