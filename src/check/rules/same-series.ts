import { print } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { haveOneIdentity, nameAndLabels } from "./namesakes.js";
import { isInFullView, serverOf } from "./server.js";

/** Two recording rules that write the same series. */
export const sameSeries: Check = {
  id: "rules/same-series",
  on: "estate",
  *run(estate) {
    const byName = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      // In files from outside, `rules/duplicate-rules` finds these.
      if (!("record" in rule.data) || !isInFullView(rule.context)) continue;
      const { record } = rule.data;
      const key = `${serverOf(rule)} ${nameAndLabels(rule)}`;
      const before = byName.get(key);
      if (before === undefined) {
        byName.set(key, [rule]);
        continue;
      }
      const first = before.find((other) => writeOneSeries(other, rule));
      const isReportedElsewhere = before.some((other) => haveOneIdentity(other, rule));
      before.push(rule);
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
 * True if the results of two recording rules of one name certainly have a series in common: they are the same, or
 * nothing can tell their labels apart.
 */
export function writeOneSeries({ data, query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
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
