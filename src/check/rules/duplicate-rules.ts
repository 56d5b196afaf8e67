import { print, selectors } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { haveSameIdentity, ruleKey } from "./rule-key.js";
import { writeSameSeries } from "./same-series.js";

/** Two rules of definitions with the same name and labels. In rule files, the reader reports them. */
export const duplicateRules: Check = {
  id: "rules/duplicate-rules",
  on: "estate",
  *run(estate) {
    // Definitions of one name are an error of their own, and the rules of an SLO are many.
    if (estate.context.isIncomplete) return;
    const byKey = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      if (rule.identity === undefined) continue;
      const key = ruleKey(rule);
      const earlier = byKey.get(key);
      if (earlier === undefined) {
        byKey.set(key, [rule]);
        continue;
      }
      const isReportedElsewhere = earlier.some(
        (other) => haveSameIdentity(other, rule) || writeSameSeries(other, rule),
      );
      const first = earlier.find((other) => readSameSeries(other, rule)) ?? earlier[0]!;
      earlier.push(rule);
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
  if ("alert" in rule.data && readSameSeries(first, rule)) {
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

function readSameSeries({ query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
  return one !== undefined && other !== undefined && selectorsKey(one) === selectorsKey(other);
}

function selectorsKey({ expr }: QuerySubject): string {
  return [...new Set(selectors(expr).map((selector) => print(selector)))].sort().join("\n");
}
