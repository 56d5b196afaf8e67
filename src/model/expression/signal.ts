import { inferLabels, panelDialect, parse } from "../../promql/index.js";
import type { Defined } from "../definition/definition.js";
import type { Varying } from "../definition/per-environment.js";
import { compose } from "./compose.js";
import { makeSignal } from "./promql.js";
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

export interface SignalOptions {
  /** What is measured. Its windows are best written `[${window}]`: a panel then has its own, a rule a fixed one. */
  readonly query: Query;
  /** Grafana's name of the unit: `"s"`, `"bytes"`, `"percentunit"`, `"reqps"`, `"short"` for a plain count. */
  readonly unit: string;
  /** What it tells, and what to make of it: panels of it say so. */
  readonly description: string;
  /** The labels that the result is split by. By default those that the expression aggregates by. */
  readonly by?: readonly string[];
  /** How the series of one split are called in a legend: `"{{tier}}"`. By default all that it is split by. */
  readonly legend?: string;
  /** The largest value there can be, where there is one: 1 for a share. */
  readonly max?: number;
}

/**
 * Defines a signal of your own. Like those of the library, it can be drawn, shown in a column of a table, recorded, and
 * given a bound to alert on; an alert on it finds the panel that draws it.
 *
 * @example
 * const perVisitor = signal("Carts per visitor", {
 *   query: promql`sum by (app) (${cart.open}) / sum by (app) (${cart.visitors})`,
 *   unit: "short",
 *   description: "Carts that are open, for each visitor of the shop.",
 * });
 */
export function signal(title: string, options: SignalOptions): Signal {
  // The same title and expression are the same signal: what differs between environments differs for both.
  const { text } = compose(options.query, "", () => true);
  const by = options.by ?? splitIn(text);
  const id = `${title}: ${text}${by.length === 0 ? "" : ` by (${by.join(", ")})`}`;
  return makeSignal({ ...options, id, title, by });
}

/** The labels that an expression aggregates by, whatever its metrics have. */
function splitIn(text: string): readonly string[] {
  const { expr } = parse(text, panelDialect({ major: 3, minor: 5 }));
  const result = expr && inferLabels(expr, () => undefined);
  if (!result || result.open) return [];
  return [...result.labels].flatMap(([label, presence]) => (presence === "never" ? [] : [label]));
}
