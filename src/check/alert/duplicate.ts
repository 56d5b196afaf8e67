import type { AlertingRule } from "../../formats/prometheus/types.js";
import { print } from "../../promql/index.js";
import type { Check, RuleSubject } from "../check.js";
import { haveOneIdentity, nameAndLabels } from "../rules/namesakes.js";
import { serverOf } from "../rules/server.js";

/** One condition under two names. */
export const duplicateAlert: Check = {
  id: "alert/duplicate",
  on: "estate",
  *run(estate) {
    const byCondition = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      if (!("alert" in rule.data)) continue;
      const key = conditionOf(rule.data);
      const before = byCondition.get(key);
      const first = before?.find((other) => fireTogether(other, rule));
      if (before === undefined) byCondition.set(key, [rule]);
      else if (first === undefined) before.push(rule);
      if (first === undefined || areNamesakes(first, rule)) continue;
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
function conditionOf(data: AlertingRule): string {
  return `${data.for} ${data.expr.replace(/\s+/g, "")}`;
}

function fireTogether(one: RuleSubject, other: RuleSubject): boolean {
  if (serverOf(one) !== serverOf(other) || !one.query || !other.query) return false;
  return print(one.query.expr) === print(other.query.expr);
}

/** `rules/duplicate-rules` and `definition/duplicate-name` report these. */
function areNamesakes(one: RuleSubject, other: RuleSubject): boolean {
  return nameAndLabels(one) === nameAndLabels(other) || haveOneIdentity(one, other);
}
