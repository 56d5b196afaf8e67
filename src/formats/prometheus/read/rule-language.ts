import { ruleDialect as logqlRules, parse as parseLogql } from "../../../logql/index.js";
import { type Dialect, metricName, parse as parsePromql, selectors } from "../../../promql/index.js";
import { resolveAlias, type YamlNode } from "../../../yaml/index.js";
import type { RuleLanguage } from "../types.js";

export const languageNames: Readonly<Record<RuleLanguage, string>> = { promql: "PromQL", logql: "LogQL" };

/** The language of a file's expressions. */
export interface FileLanguage {
  readonly language: RuleLanguage;
  /** The first expression that is in this language for certain, if there is one. */
  readonly evidence: YamlNode | undefined;
}

/**
 * Decides the language of rule groups by the first expression that is valid in one language alone. If there is none, the
 * namespace that Loki's tools write decides.
 */
export function detectFileLanguage(groups: readonly YamlNode[], text: string, promql: Dialect): FileLanguage {
  for (const evidence of listExpressions(groups)) {
    const target = resolveAlias(evidence);
    const language = target.kind === "scalar" ? detectLanguage(target.value, promql) : undefined;
    if (language !== undefined) return { language, evidence };
  }
  return { language: hasNamespace(text) ? "logql" : "promql", evidence: undefined };
}

/** True for a file with the namespace of its rules, which the tools of Loki and Mimir keep there. */
export function hasNamespace(text: string): boolean {
  return /^["']?namespace["']?[ \t]*:/m.test(text) && !/^["']?(?:apiVersion|kind)["']?[ \t]*:/m.test(text);
}

/**
 * Detects the language of an expression; undefined if it is valid in both, or in neither. PromQL that names no metric is
 * undecided too: it may be an attempt at LogQL, such as `increase({app="cart"}[5m])`.
 */
export function detectLanguage(expr: string, dialect: Dialect): RuleLanguage | undefined {
  const isLogql = parseLogql(expr, logqlRules).errors.length === 0;
  const promql = parsePromql(expr, dialect);
  if (promql.errors.length > 0) return isLogql ? "logql" : undefined;
  const namesMetric = selectors(promql.expr!).some((selector) => metricName(selector) !== undefined);
  return namesMetric && !isLogql ? "promql" : undefined;
}

/** The expressions of the rules of groups. Does not report nodes of another shape: reading them does. */
function* listExpressions(groups: readonly YamlNode[]): Generator<YamlNode> {
  for (const group of groups.flatMap((root) => items(root, "groups"))) {
    for (const rule of items(group, "rules")) {
      const expr = field(rule, "expr");
      if (expr) yield expr;
    }
  }
}

function items(node: YamlNode, name: string): readonly YamlNode[] {
  const value = field(node, name);
  const target = value && resolveAlias(value);
  return target?.kind === "sequence" ? target.items : [];
}

function field(node: YamlNode, name: string): YamlNode | undefined {
  const target = resolveAlias(node);
  if (target.kind !== "mapping") return undefined;
  return target.entries.find(({ key }) => key.kind === "scalar" && key.value === name)?.value;
}
