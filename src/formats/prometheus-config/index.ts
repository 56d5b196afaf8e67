export { prometheusConfigFindings } from "./findings.js";
export type { SourceJob, StaticTarget } from "./jobs.js";
export {
  type ReadConfigOptions,
  type ReadConfigResult,
  readPrometheusConfig,
  readScrapeJobs,
  type SourcePrometheusConfig,
} from "./read-config.js";
export { type FileReference, findFileReferences } from "./references.js";
