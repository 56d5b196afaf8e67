import type { VectorSelector } from "../syntax/ast.js";
import { hasVariable } from "../syntax/variables.js";

/**
 * Returns the metric name of a selector if it selects exactly one metric.
 *
 * @example
 * ```ts
 * metricName(selectors(parse('{__name__="up"}', dialect).expr!)[0]!); // "up"
 * ```
 */
export function metricName(selector: VectorSelector): string | undefined {
  const name =
    selector.name ?? selector.matchers.find(({ label, operator }) => label === "__name__" && operator === "=")?.value;
  return name === undefined || hasVariable(name) ? undefined : name;
}
