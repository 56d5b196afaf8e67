import type { Duration } from "../definition/duration.js";
import { type EnvironmentFilter, environmentFilterOptions } from "../definition/only.js";
import { definition, type OptionTable, required, text, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Receiver } from "./receiver.js";

export interface WatchdogOptions<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /** The service outside that raises an alarm when it is no longer notified. */
  readonly to: Receiver;
  /**
   * How often it is notified. Give the service outside two or three times as long.
   *
   * @default "5m"
   */
  readonly every?: Varying<Duration>;
  /** @default "Watchdog" */
  readonly name?: string;
}

export const watchdogOptions = {
  ...environmentFilterOptions,
  to: required(definition("receiver")),
  every: varying(text),
  name: text,
} as const satisfies OptionTable<WatchdogOptions>;

/** The route of a watchdog. */
export interface WatchdogRoute {
  readonly to: Receiver;
  readonly every: Varying<Duration>;
}

/** The severity of watchdogs, which no other alert has. */
export const watchdogSeverity = "none";

export const watchdogTexts = {
  summary: "Alerts reach people as long as this one fires",
  description: "It always fires. The service outside raises an alarm when it is no longer notified.",
  runbook: {
    meaning: "This alert always fires. If the service outside raised an alarm, it has not been notified for too long.",
    impact: "Until it is notified again, nobody may hear of any other alert.",
    diagnosis: [
      "Is Prometheus running, and does its page of alerts show this one as firing?",
      "Does Prometheus reach Alertmanager: is it on the page of the runtime and build information?",
      "Is Alertmanager running, does it show this alert, and do its logs say that a notification failed?",
      "Can the machine of Alertmanager reach the service outside?",
    ],
    mitigation: [
      "Start again what does not run, and correct what refuses its configuration.",
      "Until the service outside is notified again, watch the dashboards: nobody else tells you of an outage.",
    ],
  },
} as const;
