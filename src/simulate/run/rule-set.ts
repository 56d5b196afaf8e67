import type { RulesArtifact } from "../../compile/compiled.js";
import { type Expr, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import type { RuleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";
import { type AlertRule, collectAlertRules, collectGroups } from "./rule-sources.js";

/** Everything that simulations derive from rules alone. */
export interface RuleSet {
  readonly groups: readonly RuleGroupSource[];
  readonly graph: RuleGraph;
  readonly alertRules: readonly AlertRule[];
  readonly expressions: readonly Expr[];
}

/** Caches rule sets, since many simulations run the same rules, which are immutable. */
const cache = new WeakMap<readonly RulesArtifact[], { readonly version: PrometheusVersion; readonly set: RuleSet }>();

/** Prepares the rules of a system, once for each list of artifacts. */
export function prepareRuleSet(rules: readonly RulesArtifact[], version: PrometheusVersion): RuleSet {
  const cached = cache.get(rules);
  if (cached && cached.version.major === version.major && cached.version.minor === version.minor) return cached.set;
  const groups = collectGroups(rules);
  const dialect = ruleDialect(version);
  const set: RuleSet = {
    groups,
    graph: new RuleGraph(groups, dialect),
    alertRules: collectAlertRules(rules),
    expressions: groups.flatMap((group) => group.rules.flatMap((rule) => parse(rule.expr, dialect).expr ?? [])),
  };
  cache.set(rules, { version, set });
  return set;
}
