export { lokiFindings } from "./findings.js";
export { type ReadLokiOptions, type ReadLokiResult, readLoki } from "./read-loki.js";
