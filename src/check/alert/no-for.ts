import type { AnalyzedQuery, Check } from "../check.js";
import { lookBack } from "./look-back.js";

const minute = 60_000;
/** An expression that looks back as long as this does not turn on one odd sample. */
const steady = 10 * minute;

/** Calls that turn a value into a length of time: that a backup is two days old does not change from scrape to scrape. */
const clocks = new Set(["time", "timestamp"]);

/** An alert that a single evaluation sets off. An explicit `for: 0s` is taken as meant. */
export const noFor: Check = {
  id: "alert/no-for",
  on: "rule",
  *run(rule, query) {
    if (!("alert" in rule.data) || rule.data.for !== undefined) return;
    if (query && isSteady(query)) return;
    yield {
      summary: "without `for`, a single evaluation fires the alert",
      details: "One slow scrape or one restarting pod wakes someone, and is over before they look.",
      fix: rule.identity === undefined ? fixWith("5m", "0s") : fixWith('"5m"', '"0s"'),
      at: rule.locate("for"),
    };
  },
};

function fixWith(some: string, none: string): string {
  return `add \`for: ${some}\`, or \`for: ${none}\` if a single evaluation is enough`;
}

function isSteady(query: AnalyzedQuery): boolean {
  return lookBack(query) >= steady || query.parts.calls.some(({ expr }) => clocks.has(expr.name));
}
