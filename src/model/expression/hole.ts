import type { RecordingRule } from "../alert/recording-rule.js";
import type { Variable } from "../dashboard/variable.js";
import type { Duration } from "../definition/duration.js";
import type { PerEnvironment } from "../definition/per-environment.js";
import type { Histogram } from "../metric/histogram.js";
import type { Metric, MetricType, Series } from "../metric/metric.js";
import type { Summary } from "../metric/summary.js";
import type { Condition, Query } from "./query.js";
import type { Signal } from "./signal.js";

/** The type of `window`. */
export interface Window {
  readonly kind: "window";
}

/**
 * The range of a rate: `$__rate_interval` in a panel, where it follows the zoom; the rule's `window`, or else the
 * project's, in a rule.
 *
 * @example
 * promql`sum(rate(${cart.http.requests}[${window}]))`
 */
export const window: Window = { kind: "window" };

/** Values that `promql` takes in a hole. */
export type Hole =
  | Metric<Exclude<MetricType, "histogram" | "summary">>
  | Series
  | Query
  | Signal
  | RecordingRule
  | Window
  | Variable
  | Duration
  | number
  | readonly string[]
  | PerEnvironment<number>
  | PerEnvironment<Duration>;

/** A value that fits a hole, or a sentence with the fix, which the type checker prints. */
export type Fitting<T> = T extends Hole
  ? T
  : T extends Histogram
    ? T["native"] extends object
      ? "write .bucket, .sum, .count or .native: the histogram is exposed both ways"
      : "write .bucket, .sum or .count: a histogram is three metrics"
    : T extends Summary
      ? "write .quantile, .sum or .count: a summary is three metrics"
      : T extends Condition
        ? "a condition cannot be nested: write its signal, and compare in the expression"
        : T extends string
          ? 'text is not taken: write a duration such as "5m", a list of labels, or put it in the expression itself'
          : Hole;
