import { type Dialect, isAtLeast } from "../../syntax/dialect.js";

/** Every difference between the results of releases. Nothing else in the evaluator depends on the version. */
export interface Semantics {
  /** Ranges and the lookback include a sample exactly at their start. */
  readonly rangeIncludesStart: boolean;
  /** `__type__` and `__unit__` are dropped wherever the metric name is. */
  readonly dropsMetadata: boolean;
  /** `atan2` leaves the metric name in place. */
  readonly keepsNameAfterAtan2: boolean;
  /** Series that become equal under unary minus are merged when their samples do not overlap; otherwise refused. */
  readonly mergesNegatedSeries: boolean;
  /** Label names may be any UTF-8 text. */
  readonly allowsUtf8Labels: boolean;
  /** In the pattern of label_replace(), `.` matches a newline. */
  readonly dotMatchesNewline: boolean;

  /** `sum`, and sums and means of histograms, compensate rounding errors. */
  readonly compensatesSums: boolean;
  /** `avg` and avg_over_time() divide the sum by the count unless the sum overflows; otherwise the mean is incremental. */
  readonly averagesFromSum: boolean;
  /** A compensated sum that reaches infinity discards its compensation, which would turn it into NaN. */
  readonly infinityDiscardsCompensation: boolean;
  /** The deviation of a single infinite value is NaN, not 0. */
  readonly infinityHasNoDeviation: boolean;
  /** `topk` and `bottomk` replace the top of their heap; otherwise they pop it, push the new value, and evict any NaN. */
  readonly replacesHeapTop: boolean;
  /** Limits that are all below 1 are not validated, and errors tell NaN and underflow from overflow. */
  readonly distinguishesLimitErrors: boolean;

  /** Extrapolation to the zero of a counter is limited before the distance to the start is compared with the gap. */
  readonly limitsToZeroFirst: boolean;
  /** Rates of histograms are not extrapolated beyond the zero of the counter. */
  readonly limitsHistogramsToZero: boolean;
  /** The rate of a histogram that was reset after the first sample disregards that sample. */
  readonly skipsHistogramBeforeReset: boolean;
  /** Below predict_linear(), the time of an `@` modifier moves with the steps of the query. */
  readonly predictLinearMovesAt: boolean;

  /** A histogram is a float of 0 with a histogram attached, and most operations calculate with the float. */
  readonly histogramsAreFloats: boolean;
  /** Selectors below histogram_count() and the like compare histograms to find counter resets. */
  readonly infersResetHints: boolean;
  /** Quantiles and fractions interpolate exponentially within exponential buckets. */
  readonly interpolatesExponentially: boolean;
  /** histogram_quantile() ignores differences between cumulative buckets that come from rounding. */
  readonly toleratesRounding: boolean;
  /** histogram_fraction() accepts classic histograms. */
  readonly fractionsOfClassicHistograms: boolean;

  /** In one-to-one matching, a pair counts as matched even if the comparison drops its result. */
  readonly droppedPairsMatch: boolean;
  /** The series named by a duplicate-series error are sorted. */
  readonly sortsDuplicateSeries: boolean;

  /** The sample budget includes the copy of the input that an aggregation makes for each step. */
  readonly budgetsAggregationInput: boolean;
  /** Queries return annotations. */
  readonly returnsAnnotations: boolean;
  /** Annotates useless sorting, rates of non-counters, malformed `le` labels, repaired buckets and NaN observations. */
  readonly annotatesSuspectInput: boolean;
}

const prometheus2: Semantics = {
  rangeIncludesStart: true,
  dropsMetadata: false,
  keepsNameAfterAtan2: true,
  mergesNegatedSeries: false,
  allowsUtf8Labels: false,
  dotMatchesNewline: false,
  compensatesSums: false,
  averagesFromSum: false,
  infinityDiscardsCompensation: false,
  infinityHasNoDeviation: false,
  replacesHeapTop: false,
  distinguishesLimitErrors: false,
  limitsToZeroFirst: true,
  limitsHistogramsToZero: false,
  skipsHistogramBeforeReset: false,
  predictLinearMovesAt: true,
  histogramsAreFloats: true,
  infersResetHints: false,
  interpolatesExponentially: false,
  toleratesRounding: false,
  fractionsOfClassicHistograms: false,
  droppedPairsMatch: false,
  sortsDuplicateSeries: false,
  budgetsAggregationInput: true,
  returnsAnnotations: true,
  annotatesSuspectInput: false,
};

const prometheus3: Semantics = {
  rangeIncludesStart: false,
  dropsMetadata: true,
  keepsNameAfterAtan2: false,
  mergesNegatedSeries: true,
  allowsUtf8Labels: true,
  dotMatchesNewline: true,
  compensatesSums: true,
  averagesFromSum: true,
  infinityDiscardsCompensation: true,
  infinityHasNoDeviation: true,
  replacesHeapTop: true,
  distinguishesLimitErrors: true,
  limitsToZeroFirst: false,
  limitsHistogramsToZero: true,
  skipsHistogramBeforeReset: true,
  predictLinearMovesAt: false,
  histogramsAreFloats: false,
  infersResetHints: true,
  interpolatesExponentially: true,
  toleratesRounding: true,
  fractionsOfClassicHistograms: true,
  droppedPairsMatch: true,
  sortsDuplicateSeries: true,
  budgetsAggregationInput: false,
  returnsAnnotations: true,
  annotatesSuspectInput: true,
};

/** The same without annotations, which came with 2.48. */
const withoutAnnotations: ReadonlyMap<Semantics, Semantics> = new Map(
  [prometheus2, prometheus3].map((semantics) => [semantics, { ...semantics, returnsAnnotations: false }]),
);

/** Returns the semantics of a release, or of the given major version. The same record for the same arguments. */
export function semanticsFor({ version }: Dialect, major?: "2.x" | "3.x" | Semantics): Semantics {
  if (typeof major === "object") return major;
  const isNew = major === undefined ? isAtLeast(version, 3, 0) : major === "3.x";
  const semantics = isNew ? prometheus3 : prometheus2;
  return isAtLeast(version, 2, 48) ? semantics : withoutAnnotations.get(semantics)!;
}
