import { print, selectors } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { haveOneIdentity, nameAndLabels } from "./namesakes.js";
import { writeOneSeries } from "./same-series.js";

/** Two definitions that become rules of one name and one set of labels. Of files from outside, reading them finds it. */
export const duplicateRules: Check = {
  id: "rules/duplicate-rules",
  on: "estate",
  *run(estate) {
    const seen = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      if (rule.identity === undefined) continue;
      const key = nameAndLabels(rule);
      const before = seen.get(key);
      if (before === undefined) {
        seen.set(key, [rule]);
        continue;
      }
      const isReportedElsewhere = before.some((other) => haveOneIdentity(other, rule) || writeOneSeries(other, rule));
      const first = before.find((other) => readOneThing(other, rule)) ?? before[0]!;
      before.push(rule);
      if (isReportedElsewhere) continue;
      const span = first.locate();
      yield {
        summary: "duplicate rule: an earlier rule has the same name and labels",
        ...consequence(first, rule),
        at: rule.locate(),
        subject: rule.name,
        allow: rule.allow,
        related: [{ message: "the first rule", ...(span && { span }) }],
      };
    }
  },
};

function consequence(first: RuleSubject, rule: RuleSubject) {
  if ("alert" in rule.data && readOneThing(first, rule)) {
    return {
      details: "They read the same series, so notifications and silences cannot tell the two apart.",
      fix: "remove one, or give each a different name or label",
    };
  }
  return {
    details: "`promtool check rules` warns about it. Only the labels of their series tell the two apart.",
    fix: "give each a different label, such as `labels: { service: … }`, or a different name",
  };
}

function readOneThing({ query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
  return one !== undefined && other !== undefined && seriesIn(one) === seriesIn(other);
}

function seriesIn({ expr }: QuerySubject): string {
  return [...new Set(selectors(expr).map((selector) => print(selector)))].sort().join("\n");
}
