import type { Metric } from "../../../promql/evaluate/index.js";

export interface VectorSample {
  readonly metric: Metric;
  readonly value: number;
}

/** The samples of one step. */
export interface StepVector {
  /** In milliseconds. */
  readonly time: number;
  readonly samples: readonly VectorSample[];
}

/** The value of an expression: a number, or a vector for each step. */
export type Value = number | readonly StepVector[];
