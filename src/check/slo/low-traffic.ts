import { durationMs } from "../../model/definition/duration.js";
import type { BurnTier } from "../../model/slo/burn-tier.js";
import { minimumFailuresOf } from "../../model/slo/slo-alerts.js";
import type { Check, SloSubject } from "../check.js";

/** The failures that fire an alert at the declared traffic, or too few events for them. */
export const lowTraffic: Check = {
  id: "slo/low-traffic",
  on: "slo",
  *run(subject) {
    const { slo, locate } = subject;
    const { expectedTraffic, tiers, indicator } = slo;
    if (expectedTraffic === undefined || indicator.countsTime || tiers.length === 0) return;
    const at = locate("expectedTraffic");
    const needs = tiers.map((tier) => ({ tier, ...countEvents(tier, subject, expectedTraffic) }));
    const silent = needs.filter(({ events, failures }) => failures > events);
    if (silent.length > 0) {
      const [first] = silent;
      yield {
        summary: `in quiet hours the alert ${silent.map(({ tier }) => `"${tier.name}"`).join(", ")} cannot fire`,
        details: `Of ${first!.events} ${indicator.events} in ${first!.tier.within}, ${first!.failures} would have to fail.`,
        fix: "lower minimumFailures, lengthen the alert with `within`, or count several services in one SLO",
        at,
      };
      return;
    }
    const fewest = needs.map(({ tier, failures }) => `"${tier.name}" ${failures} in ${tier.within}`);
    yield {
      severity: "info",
      summary: `in quiet hours these failures fire an alert: ${fewest.join(", ")}`,
      at,
    };
  },
};

/** The events within the long window of an alert, and the fewest failures among them that fire it. */
function countEvents({ within, factor }: BurnTier, { slo, objective }: SloSubject, traffic: number) {
  const events = Math.floor((traffic * durationMs(within)!) / 1000);
  const tooMany = Math.floor(Number((events * factor * objective.budget).toPrecision(12))) + 1;
  return { events, failures: Math.max(minimumFailuresOf(slo), tooMany) };
}
