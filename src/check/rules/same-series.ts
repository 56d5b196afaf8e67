import { type Expr, print } from "../../promql/index.js";
import type { Check, QuerySubject, RuleSubject } from "../check.js";
import { partsOf } from "../expression/parts.js";
import { isInFullView, serverOf } from "./server.js";

/** Two recording rules that write the same series. */
export const sameSeries: Check = {
  id: "rules/same-series",
  severity: "warning",
  on: "estate",
  *run(estate) {
    const byName = new Map<string, RuleSubject[]>();
    for (const rule of estate.rules) {
      // In files from outside, `rules/duplicate-rules` finds these.
      if (!("record" in rule.data) || !isInFullView(rule.surroundings)) continue;
      const { record, labels = {} } = rule.data;
      const key = JSON.stringify([serverOf(rule), record, Object.entries(labels).sort()]);
      const before = byName.get(key);
      if (before === undefined) {
        byName.set(key, [rule]);
        continue;
      }
      const first = before.find((other) => writeTheSame(other.query, rule.query));
      before.push(rule);
      if (first === undefined) continue;
      const span = first.locate();
      yield {
        summary: `another rule records "${record}" with the same labels`,
        details: "Each evaluation keeps one of the two values and drops the other, by chance.",
        fix: "remove one, or give each a label that tells them apart",
        at: rule.locate("record"),
        subject: rule.name,
        allow: rule.allow,
        related: [{ message: `the first that records "${record}"`, ...(span && { span }) }],
      };
    }
  },
};

/** Whether two results certainly have a series in common: they are the same, or nothing can tell their labels apart. */
function writeTheSame(one: QuerySubject | undefined, other: QuerySubject | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (print(one.expr) === print(other.expr)) return true;
  const single = (query: QuerySubject): boolean => {
    const { labels, open, many } = query.labelsOf(query.expr);
    return !open && !many && [...labels.values()].every((presence) => presence === "never");
  };
  return single(one) && single(other) && !setsLabels(one.expr) && !setsLabels(other.expr);
}

const settingLabels = new Set(["label_replace", "label_join"]);

function setsLabels(expr: Expr): boolean {
  return partsOf(expr).calls.some(({ expr: call }) => settingLabels.has(call.name));
}
