import type { Check, RuleSubject } from "../check.js";
import { usedSeries } from "../metric/used-series.js";
import { coversWholeServer } from "./server-scope.js";

/** A recording rule whose result nothing uses. */
export const recordedNeverUsed: Check = {
  id: "rules/recorded-never-used",
  on: "estate",
  *run(estate) {
    if (!coversWholeServer(estate.context) || estate.context.isIncomplete) return;
    const used = usedSeries(estate);
    for (const rule of estate.rules) {
      const record = nameOf(rule);
      if (record === undefined || used.has(record)) continue;
      yield {
        summary: `no rule and no dashboard uses "${record}"`,
        details: "It is still computed at every evaluation and kept for the whole retention.",
        fix: "use it, or remove the rule",
        at: rule.locate("record"),
        subject: rule.name,
        allow: rule.allow,
      };
    }
  },
};

function nameOf({ data }: RuleSubject): string | undefined {
  return "record" in data ? data.record : undefined;
}
