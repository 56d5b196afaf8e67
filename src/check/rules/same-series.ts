import { print } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { haveSameIdentity, ruleKey } from "./rule-key.js";
import { coversWholeServer, serverKey } from "./server-scope.js";

/** Two recording rules that write the same series. */
export const sameSeries: Check = {
  id: "rules/same-series",
  on: "estate",
  *run(estate) {
    const byKey = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      // In files from outside, `rules/duplicate-rules` reports these.
      if (!("record" in rule.data) || !coversWholeServer(rule.context)) continue;
      const { record } = rule.data;
      const key = `${serverKey(rule)} ${ruleKey(rule)}`;
      const earlier = byKey.get(key);
      if (earlier === undefined) {
        byKey.set(key, [rule]);
        continue;
      }
      const first = earlier.find((other) => writeSameSeries(other, rule));
      const isReportedElsewhere = earlier.some((other) => haveSameIdentity(other, rule));
      earlier.push(rule);
      if (first === undefined || isReportedElsewhere) continue;
      const span = first.locate();
      yield {
        summary: `another rule records "${record}" with the same labels`,
        details: "Each evaluation keeps one of the two values at random and drops the other.",
        fix: "remove one, or give each a label that tells them apart",
        at: rule.locate("record"),
        subject: rule.name,
        allow: rule.allow,
        related: [{ message: `the first rule that records "${record}"`, ...(span && { span }) }],
      };
    }
  },
};

/**
 * True if two recording rules with the same name certainly write a common series: their expressions are equal, or each
 * returns a single series without labels.
 */
export function writeSameSeries({ data, query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
  if (!("record" in data) || one === undefined || other === undefined) return false;
  if (print(one.expr) === print(other.expr)) return true;
  const single = (query: QuerySubject): boolean => {
    const { labels, isOpen: open, hasMany: many } = query.analyze().labelsOf(query.expr);
    return !open && !many && [...labels.values()].every((presence) => presence === "never");
  };
  return single(one) && single(other) && !setsLabels(one) && !setsLabels(other);
}

const settingLabels = new Set(["label_replace", "label_join"]);

function setsLabels(query: QuerySubject): boolean {
  return query.analyze().parts.calls.some(({ expr: call }) => settingLabels.has(call.name));
}
