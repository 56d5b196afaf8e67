export type { Alert, AlertState, AlertTransition, RuleProblem } from "./rules/alert.js";
export { createRuleEngine, type RuleEngine, type RuleEngineOptions } from "./rules/engine.js";
export type { RuleGroupSource, RuleReference } from "./rules/group.js";
