import type { Check } from "../check.js";

/** An alert for which more than all events would have to fail: the objective is too low for it. */
export const unreachableBurnRate: Check = {
  id: "slo/unreachable-burn-rate",
  on: "slo",
  *run({ slo: { tiers }, objective: { budget }, locate }) {
    for (const { name, factor } of tiers) {
      const limit = factor * budget;
      if (limit < 1) continue;
      yield {
        summary: `the alert "${name}" can never fire: more than ${percent(limit)} of the events would have to fail`,
        details: `It fires at ${factor} times what the objective allows, which is ${percent(budget)}.`,
        fix: `leave it out with alerts: { ${name}: false }, or let it spend less of the budget, or in more time`,
        at: locate("alerts", name),
      };
    }
  },
};

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(4))} %`;
}
