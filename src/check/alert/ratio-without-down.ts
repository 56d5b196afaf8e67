import type { Condition } from "../../model/expression/query.js";
import { findServiceNames } from "../../model/system/identity.js";
import { type ServiceName, serviceKey } from "../../model/system/service-key.js";
import type { Check, RuleSubject } from "../check.js";

/** An alert on a ratio or a quantile that is silent, or resolves, in the outage of its service. */
export const ratioWithoutDown: Check = {
  id: "alert/ratio-without-down",
  on: "estate",
  *run({ rules, context: { isIncomplete } }) {
    const watched = new Set(rules.flatMap(({ condition }) => (condition?.traits.outageOf ?? []).map(serviceKey)));
    for (const rule of rules) {
      for (const service of servicesOfRatio(rule)) {
        const { name } = service;
        const down = `down(${asIdentifier(name)})`;
        const isHeard = watched.has(serviceKey(service));
        if (isHeard ? !canBeKept(rule.condition!, service) : isIncomplete) continue;
        yield {
          ...(isHeard
            ? {
                summary: `in an outage of "${name}" it resolves`,
                details:
                  "Without requests a ratio or quantile has no value, and the alert resolves as if all were well.",
                fix: `add .orWhile(${down}) to the condition`,
              }
            : {
                summary: `in an outage of "${name}" no alert fires`,
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
function servicesOfRatio({ condition, context: { catalogue } }: RuleSubject): readonly ServiceName[] {
  const traffic = condition?.compared?.query.traffic;
  return traffic && catalogue ? findServiceNames(traffic.query, catalogue) : [];
}

/** True unless an outage keeps it firing, or it has more labels than an outage has. */
function canBeKept({ traits, compared }: Condition, service: ServiceName): boolean {
  const isKept = traits.outageOf.some((one) => serviceKey(one) === serviceKey(service));
  return !isKept && (compared?.query.traffic?.by.length ?? 0) <= 1;
}

/** The name that a service is likely to have in code. */
function asIdentifier(service: string): string {
  return service.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
}
