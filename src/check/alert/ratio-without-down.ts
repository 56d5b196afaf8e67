import type { Condition } from "../../model/expression/query.js";
import { findServices } from "../../model/system/identity.js";
import type { Check, RuleSubject } from "../check.js";

/** An alert on a ratio or a quantile that is silent, or resolves, in the outage of its service. */
export const ratioWithoutDown: Check = {
  id: "alert/ratio-without-down",
  on: "estate",
  *run({ rules }) {
    const watched = new Set(rules.flatMap(({ condition }) => condition?.traits.outageOf ?? []));
    for (const rule of rules) {
      for (const service of servicesOfRatio(rule)) {
        const down = `down(${asIdentifier(service)})`;
        const isHeard = watched.has(service);
        if (isHeard && !canBeKept(rule.condition!, service)) continue;
        yield {
          ...(isHeard
            ? {
                summary: `in an outage of "${service}" it resolves`,
                details:
                  "Without requests a ratio or quantile has no value, and the alert resolves as if all were well.",
                fix: `add .orWhile(${down}) to the condition`,
              }
            : {
                summary: `in an outage of "${service}" no alert fires`,
                details: "Without requests a ratio or quantile has no value: the alert stays silent, or resolves.",
                fix: `add an alert with when: ${down}, and .orWhile(${down}) to this condition`,
              }),
          at: rule.locate("expr"),
          subject: rule.name,
          allow: rule.allow,
        };
      }
    }
  },
};

/** The services whose events the ratio or quantile of an alert is computed from. */
function servicesOfRatio({ condition, context: { catalogue } }: RuleSubject): readonly string[] {
  const traffic = condition?.compared?.query.traffic;
  return traffic && catalogue ? findServices(traffic.query, catalogue).filter((name) => name !== "") : [];
}

/** True unless an outage keeps it firing, or it has more labels than an outage has. */
function canBeKept({ traits, compared }: Condition, service: string): boolean {
  return !traits.outageOf.includes(service) && (compared?.query.traffic?.by.length ?? 0) <= 1;
}

/** The name that a service is likely to have in code. */
function asIdentifier(service: string): string {
  return service.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}
