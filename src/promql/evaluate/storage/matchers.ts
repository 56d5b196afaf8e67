import { compileMatcher } from "../../matchers/compile-matcher.js";
import type { Matcher, VectorSelector } from "../../syntax/ast.js";
import type { PrometheusVersion } from "../../syntax/dialect.js";
import { labelOf, type Metric, metricNameLabel } from "../labels/metric.js";

export type LabelMatcher = Pick<Matcher, "label" | "operator" | "value">;

/** True for a matcher that gives the metric name. */
export function isNameMatcher({ label, operator }: LabelMatcher): boolean {
  return label === metricNameLabel && operator === "=";
}

/** Returns all matchers of a selector, including its name. */
export function matchersOf({ name, matchers }: VectorSelector): LabelMatcher[] {
  const byName: LabelMatcher[] = name === undefined ? [] : [{ label: metricNameLabel, operator: "=", value: name }];
  return [...byName, ...matchers];
}

/** Compiles a matcher to a test of metrics. */
export function compileLabelMatcher(
  { label, operator, value }: LabelMatcher,
  version?: PrometheusVersion,
): (metric: Metric) => boolean {
  if (operator === "=") return (metric) => labelOf(metric, label) === value;
  if (operator === "!=") return (metric) => labelOf(metric, label) !== value;
  const pattern = compileMatcher(value, version);
  const wanted = operator === "=~";
  const verdicts = new Map<string, boolean>();
  return (metric) => {
    const found = labelOf(metric, label);
    let verdict = verdicts.get(found);
    if (verdict === undefined) {
      verdict = pattern.test(found) === wanted;
      verdicts.set(found, verdict);
    }
    return verdict;
  };
}
