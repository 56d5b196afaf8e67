import type { Expr, LabelSet, Matcher } from "../../promql/index.js";
import { hasVariable, selectors } from "../../promql/index.js";

/** A label in a legend, as `{{pod}}`, with its offsets. */
export interface LegendLabel {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The labels that a legend prints. What is no label name, such as a variable, is left out. */
export function legendLabels(legend: string): readonly LegendLabel[] {
  return Array.from(legend.matchAll(/\{\{\s*([A-Za-z_][\w.]*)\s*\}\}/g), (match) => ({
    name: match[1]!,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** True if a legend has parts that Grafana replaces: labels and variables. */
export function isTemplate(legend: string): boolean {
  return legend.includes("{{") || hasVariable(legend);
}

/**
 * The labels in which the series of a result may differ: without those that a matcher sets to one value, or that a
 * variable of the dashboard may. Undefined if some labels are unknown.
 */
export function differingLabels(expr: Expr, labels: LabelSet): readonly string[] | undefined {
  if (labels.isOpen) return undefined;
  const chosen = new Set(["__name__"]);
  for (const { matchers } of selectors(expr)) {
    for (const matcher of matchers) {
      if (isAnyMatcher(matcher)) return undefined;
      if (matcher.operator === "=" || hasVariable(matcher.value) || matcher.variable) chosen.add(matcher.label);
    }
  }
  return [...labels.labels].flatMap(([label, there]) => (there === "never" || chosen.has(label) ? [] : [label]));
}

/** True for a variable that stands for whole matchers, of any label. */
function isAnyMatcher({ variable }: Matcher): boolean {
  return variable === "matcher" || variable === "label" || variable === "label and value";
}
