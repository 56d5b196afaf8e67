import type { AlertingRule } from "../../formats/prometheus/types.js";
import { print as printLogql } from "../../logql/index.js";
import { print } from "../../promql/index.js";
import type { Check, RuleSubject } from "../check.js";
import { haveSameIdentity, ruleKey } from "../rules/rule-key.js";
import { serverKey } from "../rules/server-scope.js";

/** Two alerts with the same condition. */
export const duplicateAlert: Check = {
  id: "alert/duplicate",
  on: "estate",
  *run(estate) {
    const byCondition = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      if (!("alert" in rule.data)) continue;
      const key = conditionKey(rule.data);
      const earlier = byCondition.get(key);
      const first = earlier?.find((other) => fireTogether(other, rule));
      if (earlier === undefined) byCondition.set(key, [rule]);
      else if (first === undefined) earlier.push(rule);
      if (first === undefined || haveSameName(first, rule)) continue;
      const span = first.locate();
      yield {
        summary: `${first.name} has the same expression and the same \`for\``,
        details: "One problem sends two notifications.",
        fix: "keep one of them",
        at: rule.locate(),
        subject: rule.name,
        allow: rule.allow,
        related: [{ message: `the first: ${first.name}`, ...(span && { span }) }],
      };
    }
  },
};

/** Key of an alert's condition without whitespace. It drops spaces in strings, too, so equal keys are compared again. */
function conditionKey(data: AlertingRule): string {
  return `${data.for} ${data.expr.replace(/\s+/g, "")}`;
}

function fireTogether(one: RuleSubject, other: RuleSubject): boolean {
  if (serverKey(one) !== serverKey(other)) return false;
  if (one.logql && other.logql) return printLogql(one.logql.expr) === printLogql(other.logql.expr);
  if (!one.query || !other.query) return false;
  return print(one.query.expr) === print(other.query.expr);
}

/** `rules/duplicate-rules` and `definition/duplicate-name` report these. */
function haveSameName(one: RuleSubject, other: RuleSubject): boolean {
  return ruleKey(one) === ruleKey(other) || haveSameIdentity(one, other);
}
