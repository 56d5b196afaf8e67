import { isAlertingRule } from "../../formats/prometheus/types.js";
import { type Expr, walk } from "../../promql/index.js";
import { hasQuery } from "./alert-templates.js";
import type { RuleNode } from "./rule-graph.js";

/** True if a rule may read series that its selectors do not tell. */
export function mayReadAnything({ rule, expr }: RuleNode): boolean {
  if (expr && callsInfo(expr)) return true;
  const texts = [...Object.values(rule.labels ?? {}), ...Object.values(annotationsOf(rule))];
  return texts.some(hasQuery);
}

function annotationsOf(rule: RuleNode["rule"]): Readonly<Record<string, string>> {
  return isAlertingRule(rule) ? (rule.annotations ?? {}) : {};
}

function callsInfo(expr: Expr): boolean {
  let isCalled = false;
  walk(expr, (node) => {
    isCalled ||= node.kind === "call" && node.name === "info";
  });
  return isCalled;
}
