import { type Definition, type Identity, identityOptions } from "../definition/definition.js";
import type { Duration } from "../definition/duration.js";
import {
  anything,
  definition,
  list,
  type OptionTable,
  record,
  required,
  string,
  varying,
} from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Condition, Query } from "../expression/query.js";
import type { LogStream } from "../metric/log-stream.js";
import type { TraceStream } from "../metric/trace-stream.js";
import type { RuleGroup } from "./rule-group.js";
import { type Runbook, runbookShape } from "./runbook.js";
import type { WatchdogRoute } from "./watchdog.js";

export interface AlertOptions<
  Severity extends string = string,
  When = Varying<Condition | Query>,
  Environment extends string = string,
> extends Identity<Environment> {
  /** The condition to fire on: a signal with a limit, or an expression that returns only what is wrong. */
  readonly when: When;
  /**
   * Time that the condition must hold before the alert fires.
   *
   * @default it fires at once
   */
  readonly for?: Varying<Duration>;
  /**
   * Time that the alert keeps firing after the condition has cleared.
   *
   * @default it resolves at once
   */
  readonly keepFiringFor?: Varying<Duration>;
  /** The severity, which decides the route: one of the keys of the system's `routes`. */
  readonly severity: Varying<Severity>;
  /**
   * Who answers for it, such as a team: its label `owner`, and a line of its runbook.
   *
   * @default the owner of the services whose metrics it reads, or else of the system
   */
  readonly owner?: string;
  /**
   * One line for the person on call. A Go template: `{{ $labels.app }}`, `{{ $value | humanizePercentage }}`.
   *
   * @example
   * summary: "{{ $labels.app }} fails {{ $value | humanizePercentage }} of its requests"
   */
  readonly summary: Varying<string>;
  /** The meaning of the alert, and where to look. A Go template. */
  readonly description?: Varying<string>;
  /**
   * The texts of the page for the person on call, which is generated; or the path of another page in the folder of runbooks,
   * without `.md`; or the URL of a page elsewhere.
   */
  readonly runbook?: string | Runbook;
  /** Labels to add to the alert. */
  readonly labels?: Varying<Readonly<Record<string, Varying<string>>>>;
  /** Annotations to add to the alert, besides those of `summary`, `description` and `runbook`. */
  readonly annotations?: Varying<Readonly<Record<string, Varying<string>>>>;
  /**
   * The group it is evaluated in. Rules that build on one another belong into one group, which evaluates them in order.
   *
   * @default the group of the rules it reads or that read it, or else of the service whose metrics it reads
   */
  readonly group?: RuleGroup;
  /**
   * The value of `${window}` in its expression.
   *
   * @default the `window` of the environment
   */
  readonly window?: Varying<Duration>;
  /**
   * The title of the dashboard to link to.
   *
   * @default the dashboard with a panel of the same signal
   */
  readonly dashboard?: string;
  /** The title of the panel to link to, on that dashboard. */
  readonly panel?: string;
  /**
   * Alerts of the same service that need no notification while this one fires: an outage explains a high latency.
   * Alertmanager inhibits them while the service, the environment and the system are the same. One that was notified before
   * must keep firing with this one (`orWhile`): Alertmanager does not tell of an alert that resolves while it is inhibited.
   *
   * @default none
   * @example
   * silences: [cartFails, cartSlow]
   */
  readonly silences?: readonly Alert[];
  /**
   * The logs to link to, narrowed down by the labels of the alert.
   *
   * @default the logs of the service whose metrics it reads
   */
  readonly logs?: LogStream;
  /**
   * The traces to link to.
   *
   * @default the traces of the service whose metrics it reads
   * @example
   * traces: auth.traces.failed()
   */
  readonly traces?: TraceStream;
}

export const alertOptions = {
  ...identityOptions,
  when: required(anything),
  for: varying(string),
  keepFiringFor: varying(string),
  severity: required(varying(string)),
  owner: string,
  summary: required(varying(string)),
  description: varying(string),
  runbook: runbookShape,
  labels: varying(record(varying(string))),
  annotations: varying(record(varying(string))),
  group: definition("ruleGroup"),
  window: varying(string),
  dashboard: string,
  panel: string,
  silences: list(definition("alert")),
  logs: definition("logStream"),
  traces: definition("traceStream"),
} as const satisfies OptionTable<AlertOptions>;

/** An alerting rule. */
export interface Alert extends Definition, AlertOptions {
  readonly kind: "alert";
  readonly system: string;
  readonly name: string;
  /** Set for an alert that always fires: a route of its own. */
  readonly watchdog?: WatchdogRoute;
}
