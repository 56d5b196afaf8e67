import { hasKind } from "../definition/definition.js";
import { boolean, list, number, type OptionTable, required } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { type Labels, type MergedLabels, mergeLabels, type Where } from "./label.js";
import {
  checkMatchers,
  Metric,
  MetricDefinition,
  type MetricFields,
  type MetricOptions,
  type MetricPart,
  metricOptions,
  numbersIn,
  originOfMetric,
  type Series,
  toFields,
} from "./metric.js";
import { NativeHistogram } from "./native-histogram.js";

/** A classic histogram: three series names, and the upper bounds of its buckets. */
export class Histogram<
  L extends Labels = Labels,
  Bound extends number = number,
  IsNative extends boolean = boolean,
> extends MetricDefinition<L> {
  readonly type = "histogram";
  /** The upper bounds of its buckets, without `+Inf`. */
  readonly buckets: readonly Bound[];
  /** Its `_bucket` series. */
  readonly bucket: Metric<"counter", MergedLabels<L, { readonly le: number }>>;
  /** Its `_sum` series. */
  readonly sum: Metric<"counter", L>;
  /** Its `_count` series. */
  readonly count: Metric<"counter", L>;
  /** The same observations as a native histogram, if it is exposed both ways. */
  readonly native: IsNative extends true ? NativeHistogram<L> : undefined;

  constructor(fields: MetricFields<L>, buckets: readonly Bound[], isNative: IsNative, origin: Origin) {
    super(fields, origin);
    const { name, labels } = fields;
    const bucketLabels = mergeLabels(labels, { le: buckets.length + 1 });
    const partOf = (part: MetricPart["part"]): MetricPart => ({ part, whole: this });
    this.buckets = buckets;
    this.bucket = new Metric(
      "counter",
      { ...fields, name: `${name}_bucket`, labels: bucketLabels },
      partOf("bucket"),
      origin,
    );
    this.sum = new Metric("counter", { ...fields, name: `${name}_sum` }, partOf("sum"), origin);
    this.count = new Metric("counter", { ...fields, name: `${name}_count`, unit: undefined }, partOf("count"), origin);
    const native = isNative ? new NativeHistogram(fields, undefined, partOf(undefined), origin) : undefined;
    // The compiler does not narrow the parameter of a conditional type.
    this.native = native as typeof this.native;
  }

  /**
   * Selects the observations with these label values.
   *
   * @example
   * latency(http({ requests, failed, duration: duration.where({ handler: "/api" }) }), 0.95)
   */
  where(matchers: Where<L>): HistogramSeries<L, Bound> {
    return selectHistogram(this, matchers);
  }
}

/** The series of a histogram that match a selector. */
export interface HistogramSeries<L extends Labels = Labels, Bound extends number = number> {
  readonly kind: "histogramSeries";
  readonly histogram: Histogram<L, Bound>;
  /** The labels of the histogram. */
  readonly labels: L;
  readonly matchers: Where<L>;
  readonly buckets: readonly Bound[];
  readonly bucket: Series<"counter", MergedLabels<L, { readonly le: number }>>;
  readonly sum: Series<"counter", L>;
  readonly count: Series<"counter", L>;
  /** Narrows the selection; a label that is already matched is matched anew. */
  where(matchers: Where<L>): HistogramSeries<L, Bound>;
}

function selectHistogram<L extends Labels, Bound extends number>(
  histogram: Histogram<L, Bound>,
  matchers: Where<L>,
): HistogramSeries<L, Bound> {
  checkMatchers(matchers);
  const { labels, buckets, bucket, sum, count } = histogram;
  return {
    kind: "histogramSeries",
    histogram,
    labels,
    matchers,
    buckets,
    // The labels of a bucket include those of the histogram.
    bucket: bucket.where(matchers as Where<typeof bucket.labels>),
    sum: sum.where(matchers),
    count: count.where(matchers),
    where: (more) => selectHistogram(histogram, { ...matchers, ...more }),
  };
}

export function isHistogramSeries(value: unknown): value is HistogramSeries {
  return hasKind(value, "histogramSeries");
}

/** The histogram that some of its series belong to. */
export function histogramOf(selected: Histogram | HistogramSeries): Histogram {
  return selected.kind === "histogramSeries" ? selected.histogram : selected;
}

// biome-ignore lint/complexity/noBannedTypes: the type of an object without properties
type NoLabels = {};

export interface HistogramOptions<L extends Labels, Bound extends number, IsNative extends boolean = boolean>
  extends MetricOptions<L> {
  /** The upper bounds of its buckets, without `+Inf`. */
  readonly buckets: readonly Bound[];
  /**
   * True if Prometheus stores it as a native histogram, too, as with `always_scrape_classic_histograms`: it has `.native`
   * then.
   *
   * @default false
   */
  readonly native?: IsNative;
}

const histogramOptions = {
  ...metricOptions,
  buckets: required(list(number)),
  native: boolean,
} as const satisfies OptionTable<HistogramOptions<Labels, number>>;

/**
 * A classic histogram. Its bucket bounds are typed: a latency limit that is not one of them does not compile.
 *
 * @example
 * histogram("user_http_request_duration_seconds", { help: "Time to serve a request", buckets: [0.1, 0.5, 1, 2.5] })
 */
export function histogram<
  const Bound extends number,
  const L extends Labels = NoLabels,
  const IsNative extends boolean = false,
>(name: string, options: HistogramOptions<L, Bound, IsNative>): Histogram<L, Bound, IsNative> {
  const origin = originOfMetric("histogram(…)", name, options, histogramOptions);
  const { buckets, native } = options;
  // If `native` is left out, the type is false.
  const isNative = (native ?? false) as IsNative;
  return new Histogram(toFields(name, options), numbersIn(buckets), isNative, origin);
}
