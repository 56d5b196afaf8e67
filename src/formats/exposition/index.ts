export type { Family, FamilyType, Sample } from "./families.js";
export { expositionFindings } from "./findings.js";
export { type CheckMetricsOptions, checkMetrics, lintExposition } from "./lint.js";
export {
  isOpenMetrics,
  type ReadExpositionOptions,
  type ReadExpositionResult,
  readExposition,
} from "./read-exposition.js";
