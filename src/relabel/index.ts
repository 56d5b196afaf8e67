export { findRuleProblem, type RuleProblem } from "./find-rule-problem.js";
export { compileRelabelPattern } from "./pattern.js";
export { type Labels, type RelabelOptions, type RelabelResult, type RelabelStep, relabel } from "./relabel.js";
export { isLabelName, type NameScheme, type RelabelAction, type RelabelRule, relabelActions } from "./rule.js";
export { relabelTarget, type ScrapeJob, type TargetResult } from "./target.js";
