import type { Check } from "../check.js";

/** An alert on a burn at which the budget lasts for longer than its window. */
export const burnBelowOne: Check = {
  id: "slo/burn-below-one",
  on: "slo",
  *run({ slo: { tiers, window }, locate }) {
    for (const { name, spent, within, factor } of tiers) {
      if (factor >= 1) continue;
      yield {
        summary: `the alert "${name}" fires at a burn rate of ${factor}, at which the objective is met`,
        details: `Who spends ${spent} of the budget in ${within} has some left at the end of the window (${window}).`,
        fix: "let it spend more of the budget, or in less time",
        at: locate("alerts", name),
      };
    }
  },
};
