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
export function listMatchers({ name, matchers }: VectorSelector): LabelMatcher[] {
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
  const expected = operator === "=~";
  const results = new Map<string, boolean>();
  return (metric) => {
    const labelValue = labelOf(metric, label);
    let matches = results.get(labelValue);
    if (matches === undefined) {
      matches = pattern.test(labelValue) === expected;
      results.set(labelValue, matches);
    }
    return matches;
  };
}
