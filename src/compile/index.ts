export type {
  AlertmanagerArtifact,
  Artifact,
  CompiledAlert,
  CompiledPanel,
  CompiledQuery,
  CompiledRecordingRule,
  CompiledRule,
  CompiledRunbook,
  CompileResult as Compiled,
  DashboardArtifact,
  RulesArtifact,
} from "./compiled.js";
export { compositionFindings, definitionFindings, metricFindings } from "./findings.js";
export { usesServicesOf } from "./foreign-services.js";
export { isUid } from "./grafana/uid.js";
export { inEnvironment } from "./in-environment.js";
export { CompileMemory } from "./incremental/compile-memory.js";
export { Memo } from "./incremental/memo.js";
export { type CompileOptions, compileProject } from "./project.js";
export { generatedRuleFiles } from "./prometheus/rule-files.js";
export { compareRecipients, type MovedAlert, type RecipientsComparison } from "./recipients/compare-recipients.js";
export {
  type AlertRecipients,
  listRecipients,
  ownName,
  type RoutedAlertmanager,
} from "./recipients/list-recipients.js";
export { type RoutingPage, renderRoutingPages } from "./recipients/routing-page.js";
export { describedEnvironment, type ReferencePage, renderReference } from "./reference/index.js";
export { renderArtifact } from "./render.js";
export { defaultTemplate } from "./runbooks/default-template.js";
export { generatedPages } from "./runbooks/index.js";
export { renderRunbook } from "./runbooks/render-runbook.js";
