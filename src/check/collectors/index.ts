export { CollectorFiles } from "./collector-files.js";
export { collectorFindings } from "./findings.js";
