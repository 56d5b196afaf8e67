export { readCollectorConfig } from "./check-pipelines.js";
export { checkPrometheus } from "./check-prometheus.js";
export { CollectorFiles } from "./collector-files.js";
export { collectorFindings } from "./findings.js";
