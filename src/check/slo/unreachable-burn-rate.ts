import { isPerEnvironment } from "../../model/definition/per-environment.js";
import type { Check, SloSubject } from "../check.js";

/** An alert for which more than all events would have to fail: the objective is too low for it. */
export const unreachableBurnRate: Check = {
  id: "slo/unreachable-burn-rate",
  on: "slo",
  *run(subject) {
    const { objective, locate } = subject;
    const { budget } = objective;
    for (const { name, factor } of subject.slo.tiers) {
      const limit = factor * budget;
      if (limit < 1) continue;
      yield {
        summary: `the alert "${name}" can never fire: more than ${percent(limit)} of the events would have to fail`,
        details: `It fires at ${factor} times what the objective allows, which is ${percent(budget)}.`,
        fix: fixFor(subject, name),
        at: locate("alerts", name),
      };
    }
  },
};

/** Alerts are the same in all environments: where only objectives differ, one that is left out is missing in all. */
function fixFor({ slo, context }: SloSubject, name: string): string {
  const { environment } = context.settings;
  if (environment === undefined || !isPerEnvironment(slo.objective)) {
    return `leave it out with alerts: { ${name}: false }, or let it spend less of the budget, or in more time`;
  }
  return (
    `raise the objective of ${environment}, or define a second SLO with only: ["${environment}"] and ` +
    `alerts: { ${name}: false }; in this one, that would leave the alert out everywhere`
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
