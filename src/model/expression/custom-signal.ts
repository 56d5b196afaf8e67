import { inferLabels, panelDialect, parse } from "../../promql/index.js";
import { checkArguments } from "../definition/check-arguments.js";
import { instance, list, number, type OptionTable, object, required, string } from "../definition/option-table.js";
import { prometheusRelease } from "../project/releases.js";
import { compose } from "./compose.js";
import { isQuery, type Query } from "./query.js";
import { Signal } from "./signal.js";

export interface SignalOptions {
  /** The expression. Write its ranges as `[${window}]`: a panel then uses its own, a rule a fixed one. */
  readonly query: Query;
  /** Grafana's name of the unit: `"s"`, `"bytes"`, `"percentunit"`, `"reqps"`, `"short"` for a plain count. */
  readonly unit: string;
  /** The meaning of the value: panels of the signal show this text. */
  readonly description: string;
  /**
   * The labels of the result.
   *
   * @default the labels that the expression aggregates by
   */
  readonly by?: readonly string[];
  /**
   * The name of each series in a legend: `"{{tier}}"`.
   *
   * @default all labels in `by`
   */
  readonly legend?: string;
  /** The largest possible value, if there is one: 1 for a ratio. */
  readonly max?: number;
  /**
   * For a ratio or a quantile: the rate of the events it is computed from, with the labels of the result. Conditions can
   * then require a minimum of events with `whenBusy`.
   *
   * @default none
   */
  readonly traffic?: Query;
}

const queryShape = instance("a query, such as promql`…`", isQuery);

const signalOptions = {
  query: required(queryShape),
  unit: required(string),
  description: required(string),
  by: list(string),
  legend: string,
  max: number,
  traffic: queryShape,
} as const satisfies OptionTable<SignalOptions>;

/**
 * Defines a signal of your own. Like those of the library, it can be drawn in a panel, shown in a table column, recorded,
 * and compared to alert on; an alert on it links to the panel that shows it.
 *
 * @example
 * const perVisitor = signal("Carts per visitor", {
 *   query: promql`sum by (app) (${cart.open}) / sum by (app) (${cart.visitors})`,
 *   unit: "short",
 *   description: "Open carts for each visitor of the shop.",
 * });
 */
export function signal(title: string, options: SignalOptions): Signal {
  const origin = checkArguments("signal(…)", [
    ["title", title, required(string)],
    ["options", options, required(object(signalOptions))],
  ]);
  // Holes that differ between environments are left empty: the id is the same in every environment.
  const { text } = compose(options.query, "", () => true);
  const by = options.by ?? inferGrouping(options.query);
  const id = `${title}: ${text}${by.length === 0 ? "" : ` by (${by.join(", ")})`}`;
  return new Signal({ ...options, id, title, by, origin });
}

/** Infers the labels that an expression aggregates by, independently of the labels of its metrics. */
export function inferGrouping(query: Query): readonly string[] {
  const { text } = compose(query, "", () => true);
  const { expr } = parse(text, panelDialect(prometheusRelease()));
  const result = expr && inferLabels(expr, () => undefined);
  if (!result || result.isOpen) return [];
  return [...result.labels].flatMap(([label, presence]) => (presence === "never" ? [] : [label]));
}
