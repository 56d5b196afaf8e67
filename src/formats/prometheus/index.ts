export { parseDuration } from "./duration.js";
export { ruleFileFindings } from "./findings.js";
export { lokiNames, lokiTemplates } from "./loki.js";
export { findLabelNameProblem as labelNameProblem, findRecordingNameProblem as recordingNameProblem } from "./names.js";
export type { DuplicateRule } from "./read/duplicate-rules.js";
export {
  type ReadRuleFileOptions,
  type ReadRuleFileResult,
  readRuleFile,
} from "./read/read-rule-file.js";
export { renderRuleFile } from "./render-rule-file.js";
export {
  namePosition,
  type SourceGroup,
  type SourceLabel,
  type SourceRule,
  type SourceRuleFile,
  type SourceText,
} from "./source-rules.js";
export { rangeIn } from "./source-text.js";
export {
  type AlertingRule,
  isAlertingRule,
  type RecordingRule,
  type Rule,
  type RuleFile,
  type RuleGroup,
  type RuleLanguage,
} from "./types.js";
