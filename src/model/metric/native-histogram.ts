import { list, number, type OptionTable } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import type { Labels, Where } from "./label.js";
import {
  checkMatchers,
  Metric,
  type MetricFields,
  type MetricOptions,
  type MetricPart,
  metricOptions,
  numbersIn,
  originOfMetric,
  type Series,
  toFields,
} from "./metric.js";

/** A native histogram: one series, whose samples hold all buckets, the sum and the count. */
export class NativeHistogram<L extends Labels = Labels, Bound extends number = number> extends Metric<
  "nativeHistogram",
  L
> {
  /** The upper bounds of custom buckets, without `+Inf`; undefined for exponential buckets. */
  readonly buckets: readonly Bound[] | undefined;

  constructor(
    fields: MetricFields<L>,
    buckets: readonly Bound[] | undefined,
    partOf: MetricPart | undefined,
    origin: Origin,
  ) {
    super("nativeHistogram", fields, partOf, origin);
    this.buckets = buckets;
  }

  override where(matchers: Where<L>): NativeHistogramSeries<L, Bound> {
    return selectNativeHistogram(this, matchers);
  }
}

/** The series of a native histogram that match a selector. */
export interface NativeHistogramSeries<L extends Labels = Labels, Bound extends number = number>
  extends Series<"nativeHistogram", L> {
  readonly metric: NativeHistogram<L, Bound>;
  readonly buckets: readonly Bound[] | undefined;
  where(matchers: Where<L>): NativeHistogramSeries<L, Bound>;
}

function selectNativeHistogram<L extends Labels, Bound extends number>(
  metric: NativeHistogram<L, Bound>,
  matchers: Where<L>,
): NativeHistogramSeries<L, Bound> {
  checkMatchers(matchers);
  const { labels, buckets } = metric;
  const where = (more: Where<L>) => selectNativeHistogram(metric, { ...matchers, ...more });
  return { kind: "series", metric, labels, matchers, buckets, where };
}

// biome-ignore lint/complexity/noBannedTypes: the type of an object without properties
type NoLabels = {};

export interface NativeHistogramOptions<L extends Labels, Bound extends number> extends MetricOptions<L> {
  /**
   * The upper bounds of custom buckets, without `+Inf`: for classic histograms that Prometheus converts when it scrapes
   * them, with `convert_classic_histograms_to_nhcb`.
   *
   * @default exponential buckets, which the client and Prometheus choose
   */
  readonly buckets?: readonly Bound[];
}

const nativeHistogramOptions = {
  ...metricOptions,
  buckets: list(number),
} as const satisfies OptionTable<NativeHistogramOptions<Labels, number>>;

/**
 * A native histogram: one series, whose samples hold all buckets, the sum and the count. It has no `.bucket`, `.sum` and
 * `.count`, and no label `le`.
 *
 * @example
 * nativeHistogram("rpc_duration_seconds", { help: "Time to answer a call", labels: { method: 12, code: 17 } })
 */
export function nativeHistogram<const L extends Labels = NoLabels, const Bound extends number = number>(
  name: string,
  options: NativeHistogramOptions<L, Bound>,
): NativeHistogram<L, Bound> {
  const origin = originOfMetric("nativeHistogram(…)", name, options, nativeHistogramOptions);
  const buckets = options.buckets && numbersIn(options.buckets);
  return new NativeHistogram<L, Bound>(toFields(name, options), buckets, undefined, origin);
}
