export type { InstantOptions, QueryOptions, QueryResult, RangeOptions } from "./evaluate.js";
export { evaluateAt, evaluateInstant, evaluateRange } from "./evaluate.js";
export { compileReplacement } from "./functions/label-replacement.js";
export { addHistograms, subtractHistograms } from "./histogram/arithmetic.js";
export { exponentialBound } from "./histogram/exponential-bounds.js";
export { formatHistogram } from "./histogram/format.js";
export type { Buckets, CounterReset, NativeHistogram } from "./histogram/native-histogram.js";
export { bucketsFrom, compact, customSchema, equalHistograms, nativeHistogram } from "./histogram/native-histogram.js";
export { labelHash } from "./labels/label-hash.js";
export type { Metric } from "./labels/metric.js";
export {
  compareMetrics,
  createLabels,
  createMetric,
  formatLabels,
  formatMetric,
  keepLabels,
  labelOf,
  metricNameLabel,
  nameOf,
  noMetric,
  withoutLabels,
} from "./labels/metric.js";
export { formatFloat, formatShort } from "./numeric/go-float.js";
export { power } from "./numeric/go-math.js";
export { computeQuantile } from "./numeric/quantile.js";
export type { Annotation } from "./query/annotations.js";
export { formatAnnotation } from "./query/annotations.js";
export type { Semantics } from "./query/semantics.js";
export { semanticsFor } from "./query/semantics.js";
export type { MatrixSeries, QueryValue, VectorSample } from "./result.js";
export { Series } from "./storage/series.js";
export type { Labels, SampleValue, Store } from "./storage/store.js";
export { createStore, stale } from "./storage/store.js";
