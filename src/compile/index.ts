export type {
  AlertmanagerArtifact,
  Artifact,
  Compiled,
  CompiledAlert,
  CompiledPanel,
  CompiledQuery,
  CompiledRecordingRule,
  CompiledRule,
  DashboardArtifact,
  RulesArtifact,
} from "./compiled.js";
export { definitionFindings, logqlFindings } from "./findings.js";
export { type CompileOptions, compileProject } from "./project.js";
export { renderArtifact } from "./render.js";
