export type { Alert, AlertState, AlertTransition, RuleProblem } from "./rules/alert.js";
export {
  createRuleEngine,
  type Evaluation,
  type Period,
  type RuleEngine,
  type RuleEngineOptions,
} from "./rules/engine.js";
export { type RuleGroupSource, type RuleReference, ruleGroupSource } from "./rules/group.js";
export type {
  AlertMismatch as AlertsDiffer,
  DisplayedAlert as ShownAlert,
  DisplayedSample as ShownSample,
  RunFailure as RunFailed,
  SampleMismatch as SamplesDiffer,
  TestFailure,
  TestOutcome,
  TestWarning,
} from "./test-file/outcome.js";
export { type RunTestOptions, runTest } from "./test-file/run.js";
