import { Origin } from "../definition/origin.js";
import type { Fitting } from "./hole.js";
import { Query } from "./query.js";
import { requireTemplate } from "./template-tag.js";

/**
 * A PromQL expression. Its holes take metrics, other expressions, signals, recording rules, numbers, durations, lists
 * of labels, variables, and `window`.
 *
 * @example
 * promql`sum by (tier) (${user.subscriptions.where({ tier: ["basic", "pro"] })})`
 */
export function promql<const Holes extends readonly unknown[]>(
  strings: TemplateStringsArray,
  ...holes: { [Index in keyof Holes]: Fitting<Holes[Index]> }
): Query {
  requireTemplate("promql", strings);
  return new Query({ language: "promql", chunks: strings.raw, holes }, new Origin(promql));
}
