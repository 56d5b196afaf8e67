import type { AlertingRule } from "../../formats/prometheus/types.js";
import { print } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { serverOf } from "../rules/server.js";

/** The same alert twice, or one condition under two names. */
export const duplicateAlert: Check = {
  id: "alert/duplicate",
  severity: "warning",
  on: "estate",
  *run(estate) {
    const byIdentity = new Map<string, RuleSubject>();
    const byCondition = new Map<string, RuleSubject>();
    for (const rule of estate.rules) {
      const { data } = rule;
      if (!("alert" in data)) continue;
      const namesake = rule.surroundings.catalogue && firstOf(byIdentity, identityOf(data), rule);
      const twin = rule.query && firstOf(byCondition, conditionOf(data, rule.query), rule);
      if (namesake) {
        yield {
          summary: `another alert has the name "${data.alert}" and the same labels`,
          details: "Notifications and silences cannot tell the two apart.",
          fix: "remove one, or give each a name or a label of its own",
          ...about(rule, namesake),
        };
      } else if (twin) {
        yield {
          summary: `${twin.name} fires on the same expression, after the same time`,
          details: "Whoever is told is told twice of one problem.",
          fix: "keep one of them",
          ...about(rule, twin),
        };
      }
    }
  },
};

/** In files from outside, `rules/duplicate-rules` finds these. */
function identityOf({ alert, labels = {} }: AlertingRule): string {
  return JSON.stringify([alert, Object.entries(labels).sort()]);
}

/** What makes an alert fire, however it is written down. */
function conditionOf(data: AlertingRule, { expr }: QuerySubject): string {
  return JSON.stringify([print(expr), data.for]);
}

/** The first rule with a key among those evaluated together; undefined when it is this one. */
function firstOf(seen: Map<string, RuleSubject>, what: string, rule: RuleSubject): RuleSubject | undefined {
  const key = `${serverOf(rule)} ${what}`;
  const first = seen.get(key);
  if (first === undefined) seen.set(key, rule);
  return first;
}

function about(rule: RuleSubject, first: RuleSubject) {
  const span = first.locate();
  return {
    at: rule.locate(),
    subject: rule.name,
    allow: rule.allow,
    related: [{ message: `the first: ${first.name}`, ...(span && { span }) }],
  };
}
