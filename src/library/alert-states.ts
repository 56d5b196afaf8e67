import type { Alert } from "../model/alert/alert.js";
import type { AlertSeries } from "../model/alert/alert-series.js";
import { checkArguments } from "../model/definition/check-arguments.js";
import {
  definition,
  either,
  list,
  type OptionTable,
  object,
  required,
  string,
} from "../model/definition/option-table.js";
import { promql } from "../model/expression/promql.js";
import { Query } from "../model/expression/query.js";

export interface AlertStateOptions {
  /**
   * The labels of the result. Name those that the other side of a condition has: `.unless(firing(down, { by: ["app"] }))`.
   *
   * @default all labels of the alert, with `alertname`, `severity` and those that the compiler adds
   */
  readonly by?: readonly string[];
}

const alertStateOptions = { by: list(string) } as const satisfies OptionTable<AlertStateOptions>;

/**
 * The alerts that fire: 1 for each firing alert of a rule, from `ALERTS`, which Prometheus itself writes. A rule that reads
 * another's alerts is evaluated in the same group, after it.
 *
 * @example
 * shop.alert("CartFails", {
 *   when: errorRatio(cart.http).above(0.05).unless(firing(cartDown, { by: ["app"] })),
 *   …
 * })
 * @example
 * stateTimeline("Alerts", firing([cartDown, cartFails]), { legend: "{{alertname}}" })
 * @example
 * annotation("Outage", firing(cartDown), { color: "red" })
 */
export function firing(alert: Alert | readonly Alert[], options: AlertStateOptions = {}): Query {
  return readStates("firing(…)", alert, { name: "ALERTS", state: "firing", aggregation: "max" }, options);
}

/**
 * The alerts whose condition holds, but not yet for as long as their `for`.
 *
 * @example
 * promql`count(${pending([cartDown, cartFails])}) or vector(0)`
 */
export function pending(alert: Alert | readonly Alert[], options: AlertStateOptions = {}): Query {
  return readStates("pending(…)", alert, { name: "ALERTS", state: "pending", aggregation: "max" }, options);
}

/**
 * The time since when an alert is pending or firing, in seconds, from `ALERTS_FOR_STATE`.
 *
 * @example
 * promql`time() - ${activeSince(cartDown)}`
 */
export function activeSince(alert: Alert | readonly Alert[], options: AlertStateOptions = {}): Query {
  return readStates(
    "activeSince(…)",
    alert,
    { name: "ALERTS_FOR_STATE", state: undefined, aggregation: "min" },
    options,
  );
}

interface Reading extends Pick<AlertSeries, "name" | "state"> {
  /** Aggregates alerts with the same labels. */
  readonly aggregation: "min" | "max";
}

const alertsShape = either("an alert or a list of alerts", definition("alert"), list(definition("alert")));

function readStates(
  call: string,
  alerts: Alert | readonly Alert[],
  { name, state, aggregation }: Reading,
  options: AlertStateOptions,
): Query {
  const origin = checkArguments(call, [
    ["alert", alerts, required(alertsShape)],
    ["options", options, object(alertStateOptions)],
  ]);
  const { by } = options;
  const holes = [alerts].flat().map((alert): AlertSeries => ({ kind: "alertSeries", name, alert, state }));
  const chunks = holes.map((_, index) => (index === 0 ? "" : " or "));
  const all = new Query({ language: "promql", chunks: [...chunks, ""], holes });
  const { chunks: outer, holes: inner } =
    by === undefined ? all : aggregation === "max" ? promql`max by (${by}) (${all})` : promql`min by (${by}) (${all})`;
  return new Query({ language: "promql", chunks: outer, holes: inner }, origin);
}
