import { metricName, type VectorSelector } from "../../promql/index.js";
import type { AnalyzedQuery, Check } from "../check.js";
import { isEvent } from "./any-increase.js";
import { lookBack } from "./look-back.js";

const minute = 60_000;
/** From this window on, a single odd sample does not fire an alert. */
const steady = 10 * minute;

/** Functions that measure an age, which does not jump from scrape to scrape. */
const ageFunctions = new Set(["time", "timestamp"]);

/** An alert that fires on a single evaluation. An explicit `for: 0s` is not reported. */
export const noFor: Check = {
  id: "alert/no-for",
  on: "rule",
  of: "alert",
  *run(rule, query) {
    if (!("alert" in rule.data) || rule.data.for !== undefined) return;
    if (query && (isSteady(query) || isEvent(query))) return;
    yield {
      summary: "without `for`, a single evaluation fires the alert",
      details: "One slow scrape or one restarting pod wakes someone, and is over before they look.",
      fix: rule.identity === undefined ? fixWith("5m", "0s") : fixWith('"5m"', '"0s"'),
      at: rule.locate("for"),
    };
  },
};

function fixWith(duration: string, zero: string): string {
  return `add \`for: ${duration}\`, or \`for: ${zero}\` if a single evaluation is enough`;
}

function isSteady(query: AnalyzedQuery): boolean {
  return (
    lookBack(query) >= steady ||
    query.parts.calls.some(({ expr }) => ageFunctions.has(expr.name)) ||
    query.parts.selectors.some(({ expr }) => isLasting(expr))
  );
}

/** True for values that change once: the time that a certificate has left, the disks of a RAID that failed. */
function isLasting(selector: VectorSelector): boolean {
  const name = metricName(selector) ?? "";
  if (/(?:^|_)(?:ttl|expir\w*|expiry|not_after|days_left)(?:_|$)/.test(name)) return true;
  return /disk|raid|_md_/.test(name) && selector.matchers.some(({ value }) => value === "failed");
}
