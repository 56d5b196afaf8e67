import type { AnyRulesArtifact } from "../../compile/compiled.js";
import type { Expr as LogqlExpr } from "../../logql/index.js";
import { type Expr, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import type { RuleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";
import { type AlertRule, collectAlertRules, collectGroups } from "./rule-sources.js";

/** Everything that simulations derive from rules alone. */
export interface RuleSet {
  readonly groups: readonly RuleGroupSource[];
  readonly graph: RuleGraph;
  readonly alertRules: readonly AlertRule[];
  readonly expressions: readonly Expr[];
  /** The expressions of Loki's rules. */
  readonly logExpressions: readonly LogqlExpr[];
}

/** Caches rule sets, since many simulations run the same rules, which are immutable. */
const cache = new WeakMap<
  readonly AnyRulesArtifact[],
  { readonly version: PrometheusVersion; readonly set: RuleSet }
>();

/** Prepares the rules of a system, once for each list of artifacts. */
export function prepareRuleSet(rules: readonly AnyRulesArtifact[], version: PrometheusVersion): RuleSet {
  const cached = cache.get(rules);
  if (cached && cached.version.major === version.major && cached.version.minor === version.minor) return cached.set;
  const groups = collectGroups(rules);
  const graph = new RuleGraph(groups, ruleDialect(version));
  const set: RuleSet = {
    groups,
    graph,
    alertRules: collectAlertRules(rules),
    expressions: graph.nodes.flatMap(({ expr }) => expr ?? []),
    logExpressions: graph.nodes.flatMap(({ logql }) => logql ?? []),
  };
  cache.set(rules, { version, set });
  return set;
}
