import { list, number, type OptionTable, required } from "../definition/option-table.js";
import type { Origin } from "../definition/origin.js";
import { type Labels, type MergedLabels, mergeLabels } from "./label.js";
import {
  Metric,
  MetricDefinition,
  type MetricFields,
  type MetricOptions,
  type MetricPart,
  metricOptions,
  numbersIn,
  originOfMetric,
  toFields,
} from "./metric.js";

/** A summary: its quantiles, its sum and its count. */
export class Summary<L extends Labels = Labels> extends MetricDefinition<L> {
  readonly type = "summary";
  readonly quantiles: readonly number[];
  /** Its series by quantile, which have the name of the summary. */
  readonly quantile: Metric<"gauge", MergedLabels<L, { readonly quantile: readonly string[] }>>;
  /** Its `_sum` series. */
  readonly sum: Metric<"counter", L>;
  /** Its `_count` series. */
  readonly count: Metric<"counter", L>;

  constructor(fields: MetricFields<L>, quantiles: readonly number[], origin: Origin) {
    super(fields, origin);
    const { name, labels } = fields;
    const quantileLabels = mergeLabels(labels, { quantile: quantiles.map(String) });
    const partOf = (part: MetricPart["part"]): MetricPart => ({ part, whole: this });
    this.quantiles = quantiles;
    this.quantile = new Metric("gauge", { ...fields, labels: quantileLabels }, partOf(undefined), origin);
    this.sum = new Metric("counter", { ...fields, name: `${name}_sum` }, partOf("sum"), origin);
    this.count = new Metric("counter", { ...fields, name: `${name}_count`, unit: undefined }, partOf("count"), origin);
  }
}

// biome-ignore lint/complexity/noBannedTypes: the type of an object without properties
type NoLabels = {};

export interface SummaryOptions<L extends Labels> extends MetricOptions<L> {
  /** The quantiles it exposes, from 0 to 1. */
  readonly quantiles: readonly number[];
}

const summaryOptions = {
  ...metricOptions,
  quantiles: required(list(number)),
} as const satisfies OptionTable<SummaryOptions<Labels>>;

/**
 * A summary: a distribution whose quantiles the process itself computes. They cannot be aggregated.
 *
 * @example
 * summary("go_gc_duration_seconds", { help: "Pause of a collection", quantiles: [0, 0.25, 0.5, 0.75, 1] })
 */
export function summary<const L extends Labels = NoLabels>(name: string, options: SummaryOptions<L>): Summary<L> {
  const origin = originOfMetric("summary(…)", name, options, summaryOptions);
  return new Summary(toFields(name, options), numbersIn(options.quantiles), origin);
}
