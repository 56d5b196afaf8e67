import {
  anything,
  definition,
  list,
  type OptionTable,
  object,
  required,
  string,
  stringOr,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Query } from "../expression/query.js";
import type { Signal } from "../expression/signal.js";
import type { LogStream } from "../metric/log-stream.js";
import type { RecordingRule } from "./recording-rule.js";

/** A step of a runbook, in Markdown, with what helps to do it. */
export interface RunbookStep {
  /** The thing to look at or to do. Markdown. */
  readonly text: Varying<string>;
  /** An expression to look at. It is compiled and checked; the page shows it, with links to Grafana's Explore. */
  readonly query?: Varying<Query | Signal | RecordingRule>;
  /** Logs to look at: the page links to them in Grafana's Explore. */
  readonly logs?: LogStream;
  /** The title of a dashboard to look at. */
  readonly dashboard?: string;
  /** The title of a panel of that dashboard, or else of any dashboard of the system. */
  readonly panel?: string;
  /** A command to run: `kubectl get pods -n shop`. */
  readonly command?: Varying<string>;
}

/**
 * The texts of an alert's page for the person on call. The page also has what the compiler knows: the expression, links to
 * dashboards, panels and logs, whom the alert notifies, and related alerts.
 *
 * @example
 * runbook: {
 *   meaning: "More than 5 % of the requests to the cart fail.",
 *   impact: "Customers cannot pay.",
 *   diagnosis: [
 *     { text: "Which endpoint fails?", query: promql`sum by (endpoint) (rate(${cart.http.requests.where({ status: /5../ })}[5m]))` },
 *   ],
 *   mitigation: [{ text: "Roll the last deployment back.", command: "kubectl rollout undo -n shop deployment/cart" }],
 * }
 */
export interface Runbook {
  /** The meaning of the alert when it fires. Markdown, as are all texts. */
  readonly meaning: Varying<string>;
  /** The effect that users notice. */
  readonly impact?: Varying<string>;
  /** Steps that find the cause. */
  readonly diagnosis?: readonly (string | RunbookStep)[];
  /** Steps that end or soften the problem. */
  readonly mitigation: readonly (string | RunbookStep)[];
}

const stepOptions = {
  text: required(varying(string)),
  query: varying(anything),
  logs: definition("logStream"),
  dashboard: string,
  panel: string,
  command: varying(string),
} as const satisfies OptionTable<RunbookStep>;

const steps = list(stringOr(object(stepOptions)));

const runbookOptions = {
  meaning: required(varying(string)),
  impact: varying(string),
  diagnosis: steps,
  mitigation: required(steps),
} as const satisfies OptionTable<Runbook>;

/** The path of a page, the address of one, or the texts of a page to generate. */
export const runbookShape = stringOr(object(runbookOptions));
