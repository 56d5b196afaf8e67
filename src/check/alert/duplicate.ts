import type { AlertingRule } from "../../formats/prometheus/types.js";
import { print, selectors } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { isInFullView, serverOf } from "../rules/server.js";

/** The same alert twice, or one condition under two names. */
export const duplicateAlert: Check = {
  id: "alert/duplicate",
  severity: "warning",
  on: "estate",
  *run(estate) {
    const byIdentity = new Map<string, RuleSubject[]>();
    const byCondition = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      const { data } = rule;
      if (!("alert" in data)) continue;
      // In files from outside, `rules/duplicate-rules` finds these.
      const namesake = isInFullView(rule.surroundings) && firstLike(rule, byIdentity, identityOf(data), lookAtOneThing);
      const twin = firstLike(rule, byCondition, conditionOf(data), haveOneExpression);
      if (namesake) {
        yield {
          summary: `another alert of this name, with the same labels, looks at the same series`,
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

type Compare = (one: RuleSubject, other: RuleSubject) => boolean;

/** The first rule of the same server under a key that is the same; a rule without one is entered. */
function firstLike(rule: RuleSubject, seen: Map<string, RuleSubject[]>, key: string, isSame: Compare) {
  const before = seen.get(key);
  const first = before?.find((other) => serverOf(other) === serverOf(rule) && isSame(other, rule));
  if (before === undefined) seen.set(key, [rule]);
  else if (first === undefined) before.push(rule);
  return first;
}

function identityOf({ alert, labels = {} }: AlertingRule): string {
  return JSON.stringify([alert, Object.entries(labels).sort()]);
}

/** What makes an alert fire, however it is laid out. Spaces in strings are lost too: equal keys are compared closely. */
function conditionOf(data: AlertingRule): string {
  return `${data.for} ${data.expr.replace(/\s+/g, "")}`;
}

/** Alerts of one name may well be for different services: their series tell them apart. */
function lookAtOneThing({ query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
  return one !== undefined && other !== undefined && seriesIn(one) === seriesIn(other);
}

function seriesIn({ expr }: QuerySubject): string {
  return [...new Set(selectors(expr).map((selector) => print(selector)))].sort().join("\n");
}

function haveOneExpression({ query: one }: RuleSubject, { query: other }: RuleSubject): boolean {
  return one !== undefined && other !== undefined && print(one.expr) === print(other.expr);
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
