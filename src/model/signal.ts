import type { Defined } from "./definition.js";
import type { Varying } from "./environment.js";
import type { Condition, Query } from "./query.js";

/**
 * Something worth measuring, said once and shown as a panel, a table column, a rule or an objective. Two signals with
 * the same `id` are the same signal, wherever they were made.
 */
export interface Signal extends Defined {
  readonly kind: "signal";
  /** What is measured, of what, split how: `errorRatio(user_http_requests_total) by (app)`. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Grafana's name of the unit. */
  readonly unit: string;
  readonly query: Query;
  /** The labels that the result is split by. */
  readonly by: readonly string[];
  /** How the series of one split are called in a legend. */
  readonly legend: string;
  /** The largest value there can be, where there is one: 1 for a ratio. */
  readonly max: number | undefined;
  above(limit: Varying<number>): Condition;
  atLeast(limit: Varying<number>): Condition;
  below(limit: Varying<number>): Condition;
  atMost(limit: Varying<number>): Condition;
}

export type SignalFacts = Omit<Signal, "kind" | "at" | "above" | "atLeast" | "below" | "atMost" | "legend" | "max"> & {
  readonly legend?: string;
  readonly max?: number;
};
