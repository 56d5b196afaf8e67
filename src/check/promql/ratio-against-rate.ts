import type { Expr } from "../../promql/index.js";
import { metricName, walk } from "../../promql/index.js";
import { findThresholds } from "../../promql/values/comparison.js";
import type { Check, RuleSubject } from "../check.js";

export const ratioAgainstRate: Check = {
  id: "promql/ratio-against-rate",
  on: "query",
  of: "alert",
  reads: "binaries",
  *run(subject) {
    const { rule } = subject;
    if (!rule) return;
    let hasMeasure = false;
    for (const { compared, operator, value, comparison, limit } of findThresholds(subject.expr)) {
      const isRate = isRatePerSecond(compared);
      // A minimum of traffic, beside the ratio or quantile that the alert is about.
      if (hasMeasure && isRate && operator.startsWith(">")) continue;
      hasMeasure ||= !isRate;
      if (value <= 0 || value >= 1 || operator === "==" || operator === "!=") continue;
      const subjectOfAlert = isRate ? ratioWord(rule) : undefined;
      if (subjectOfAlert === undefined) continue;
      yield {
        summary: `a rate per second is compared with ${value}, but the alert is about ${subjectOfAlert}`,
        details: `It fires at ${value} events per second, however many succeed: too early with much traffic, never with little.`,
        fix: "divide by the rate of all events: sum(rate(failed[5m])) / sum(rate(all[5m]))",
        at: subject.locate(compared.start, limit.end > compared.end ? limit.end : comparison.end),
      };
    }
  },
};

/** True if a value is a rate of events per second: aggregated or not, but not part of a division. */
function isRatePerSecond(expr: Expr): boolean {
  let rate = false;
  let other = false;
  walk(expr, (node) => {
    if (node.kind === "binary") other = true;
    else if (node.kind === "aggregation") other ||= !/^(?:sum|avg|max|min|topk|bottomk)$/.test(node.operator);
    else if (node.kind === "call") {
      if (node.name === "rate" || node.name === "irate") rate = true;
      else other ||= !/^(?:round|sort|sort_desc|label_replace|label_join)$/.test(node.name);
    } else if (node.kind === "selector") {
      // Seconds per second are a share of the time.
      other ||= /_(?:seconds|ratio)(?:_total|_sum)?$/.test(metricName(node) ?? "");
    }
    return !other;
  });
  return rate && !other;
}

const perSecond = /per[ -]?sec|\/\s?s(?:ec)?\b|\brps\b|\bqps\b|a second|\bat an? (?:\w+ )?rate\b/i;

/** Finds the word for a ratio in the name and annotations of an alert. */
function ratioWord({ data }: RuleSubject): string | undefined {
  const name = "alert" in data && typeof data.alert === "string" ? data.alert : "";
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/[_-]+/g, " ");
  const annotations = "annotations" in data ? Object.values(data.annotations ?? {}) : [];
  const texts = [words, ...annotations].map((text) => String(text).slice(0, longestText));
  if (texts.some((text) => perSecond.test(text))) return undefined;
  for (const text of texts) {
    const match = /percent(?:age)?|\d ?%|\bratio\b|\bfraction\b|\b(?:error|failure|success|hit|miss)s? rate\b/i.exec(
      text,
    );
    if (match) return phrases.find(({ pattern }) => pattern.test(match[0]))!.phrase;
  }
  return undefined;
}

const phrases = [
  { pattern: /percent|%/i, phrase: "a percentage" },
  { pattern: /ratio|fraction/i, phrase: "a ratio" },
  { pattern: /error|failure|success|hit|miss/i, phrase: 'a rate that means a share, as in "error rate"' },
];

const longestText = 2_000;
