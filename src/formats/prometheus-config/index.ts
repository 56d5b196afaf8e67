export { prometheusConfigFindings } from "./findings.js";
export { ruleNodes, type SourceJob, type StaticTarget } from "./jobs.js";
export {
  type ReadConfigOptions,
  type ReadConfigResult,
  readPrometheusConfig,
  readScrapeJobs,
  type SourcePrometheusConfig,
} from "./read-config.js";
export { type ReadWebConfigResult, readWebConfig } from "./read-web-config.js";
export { type FileReference, findFileReferences } from "./references.js";
