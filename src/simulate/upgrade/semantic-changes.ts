import type { Semantics } from "../../promql/evaluate/index.js";

/** The difference between releases behind each field of `Semantics`, as the release notes would say it. */
export const semanticChanges: Readonly<Record<keyof Semantics, string>> = {
  rangeIncludesStart:
    "Before 3.0, ranges and the lookback include a sample exactly at their start; from 3.0 on, they do not.",
  dropsMetadata: "From 3.0 on, the labels __type__ and __unit__ are dropped together with the metric name.",
  keepsNameAfterAtan2: "Before 3.0, atan2 keeps the metric name.",
  mergesNegatedSeries: "Before 3.0, a unary minus fails if two series differ in their name only.",
  allowsUtf8Labels: "From 3.0 on, label names may be any UTF-8 text.",
  dotMatchesNewline: "From 3.0 on, a dot in a regular expression matches a line break.",
  compensatesSums: "From 3.0 on, sums compensate rounding errors.",
  averagesFromSum: "From 3.0 on, averages are computed from the sum, unless it overflows.",
  infinityDiscardsCompensation: "Before 3.0, sums and fits that reach infinity can become NaN.",
  infinityHasNoDeviation: "From 3.0 on, the deviation of a single infinite value is NaN; before, it is 0.",
  replacesHeapTop: "topk and bottomk choose among NaN and equal values differently from 3.0 on.",
  distinguishesLimitErrors: "From 3.0 on, invalid parameters of topk and similar aggregations fail in more cases.",
  limitsToZeroFirst:
    "From 3.0 on, rates extrapolate a counter that started within the range differently: the zero of the counter limits them only after the gap to the first sample does.",
  limitsHistogramsToZero:
    "From 3.0 on, rates of native histograms are not extrapolated beyond the zero of the counter.",
  skipsHistogramBeforeReset: "From 3.0 on, rates of native histograms ignore the buckets of a sample before a reset.",
  predictLinearMovesAt: "Before 3.0, the time of an @ modifier below predict_linear() moves with the evaluation.",
  histogramsAreFloats: "Before 3.0, most operations treat a native histogram as a float of 0.",
  infersResetHints: "From 3.0 on, histogram_count() and histogram_sum() detect resets of native histograms.",
  interpolatesExponentially:
    "From 3.0 on, quantiles and fractions of native histograms interpolate exponentially within a bucket.",
  toleratesRounding: "From 3.0 on, histogram_quantile() ignores differences between buckets that come from rounding.",
  fractionsOfClassicHistograms: "From 3.0 on, histogram_fraction() accepts classic histograms.",
  droppedPairsMatch: "From 3.0 on, a pair of series whose comparison is false still counts as matched.",
  sortsDuplicateSeries: "From 3.0 on, errors name duplicate series in sorted order.",
  budgetsAggregationInput: "Before 3.0, the limit of samples includes the input of aggregations twice.",
  returnsAnnotations: "From 2.48 on, queries return annotations.",
  annotatesSuspectInput: "From 3.0 on, more annotations are returned.",
};
