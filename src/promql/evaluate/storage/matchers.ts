import { compileMatcher } from "../../matchers/compile-matcher.js";
import type { Matcher, VectorSelector } from "../../syntax/ast.js";
import type { PrometheusVersion } from "../../syntax/dialect.js";
import { labelOf, type Metric, metricNameLabel } from "../labels/metric.js";

export type LabelMatcher = Pick<Matcher, "label" | "operator" | "value">;

/** Whether a matcher says what the name is. */
export function isNameMatcher({ label, operator }: LabelMatcher): boolean {
  return label === metricNameLabel && operator === "=";
}

/** The matchers of a selector, its name among them. */
export function matchersOf({ name, matchers }: VectorSelector): LabelMatcher[] {
  const byName: LabelMatcher[] = name === undefined ? [] : [{ label: metricNameLabel, operator: "=", value: name }];
  return [...byName, ...matchers];
}

/** Whether a matcher lets a metric through. */
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
