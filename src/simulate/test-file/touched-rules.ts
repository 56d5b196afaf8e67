import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { RuleTest } from "../../formats/prometheus-tests/test-file.js";
import { type Dialect, parse, selectors } from "../../promql/index.js";
import type { RuleReference } from "../rules/group.js";
import type { RuleGraph } from "../rules/rule-graph.js";

/**
 * Finds the rules that a test's expectations depend on: tested alerts, and recording rules that these alerts or the
 * test's expressions read, transitively.
 */
export function findTouchedRules(test: RuleTest, graph: RuleGraph, dialect: Dialect): RuleReference[] {
  const names = new Set(test.alerts.map(({ alertname }) => alertname.value));
  const named = graph.nodes.filter(({ rule }) => isAlertingRule(rule) && names.has(rule.alert));
  const expressions = test.expressions.flatMap(({ expr }) => parse(expr.value, dialect).expr ?? []);
  const touched = graph.findUpstream([...named.flatMap(({ reads }) => reads), ...expressions.flatMap(selectors)]);
  for (const node of named) touched.add(node);
  return graph.nodes.filter((node) => touched.has(node)).map(({ reference }) => reference);
}
