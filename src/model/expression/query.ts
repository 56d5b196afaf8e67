import type { Variable } from "../dashboard/variable.js";
import type { Defined } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import type { PerEnvironment, Varying } from "../definition/per-environment.js";
import type { Metric, MetricType, Series } from "../metric/metric.js";
import type { Signal } from "./signal.js";

/** Stands for the time that a rate looks back over: the panel's own in a panel, a fixed one in a rule. */
export interface Window {
  readonly kind: "window";
}

/** The time that a rate looks back over: `$__rate_interval` in a panel, the rule's or the project's window in a rule. */
export const window: Window = { kind: "window" };

/** What may stand in a hole of `promql`. */
export type Hole =
  | Metric<Exclude<MetricType, "histogram" | "summary">>
  | Series
  | Query
  | Signal
  | Recorded
  | Window
  | Variable
  | Duration
  | number
  | readonly string[]
  | PerEnvironment<number>
  | PerEnvironment<Duration>;

/** The result of a recording rule, as an expression uses it. */
export interface Recorded {
  readonly kind: "recordingRule";
  readonly record: string;
}

/** An expression: text with holes, as it was written. It becomes PromQL when it is compiled for an environment. */
export interface Query extends Defined {
  readonly kind: "query";
  readonly language: "promql" | "logql";
  /** The text between the holes, exactly as it stands in the source. */
  readonly chunks: readonly string[];
  readonly holes: readonly unknown[];
  /** What signal this is, where it is one: an alert finds the panel that draws the same by it. */
  readonly signal: string | undefined;
  above(limit: Varying<number>): Condition;
  atLeast(limit: Varying<number>): Condition;
  below(limit: Varying<number>): Condition;
  atMost(limit: Varying<number>): Condition;
  equals(limit: Varying<number>): Condition;
  differsFrom(limit: Varying<number>): Condition;
}

export type Comparison = ">" | ">=" | "<" | "<=" | "==" | "!=";

/** An expression that yields only what is out of bounds: what an alert fires on. */
export interface Condition extends Defined {
  readonly kind: "condition";
  readonly query: Query;
  /** What is compared, with what, and how; undefined for a combination of conditions. */
  readonly compared:
    | { readonly query: Query; readonly comparison: Comparison; readonly limit: Varying<number> }
    | undefined;
  /** Only while the other condition holds for the same series too. */
  and<Other>(other: Fires<Other>): Condition;
  /** Only while the other condition does not hold for the same series. */
  unless<Other>(other: Fires<Other>): Condition;
  /** Also while the other condition holds. */
  or<Other>(other: Fires<Other>): Condition;
}

/** What an alert can fire on, or a sentence that says what to write instead: the compiler prints it. */
export type Fires<T> = T extends Condition | Query
  ? T
  : T extends Signal | Recorded
    ? "a bound is missing: write .above(0.05), .below(10), …"
    : T extends Metric | Series
      ? "a metric is no condition: compare it, as in promql`${…} > 5`"
      : Condition | Query;
