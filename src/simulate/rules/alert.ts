import type { RuleReference } from "./group.js";

export type AlertState = "inactive" | "pending" | "firing";

/** An alert after its rule's last evaluation. Times are in milliseconds. */
export interface Alert {
  readonly rule: RuleReference;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `inactive` once resolved. */
  readonly state: AlertState;
  /** Start of the pending state. */
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  /** Time since which only `keep_firing_for` keeps it firing. */
  readonly keepFiringSince: number | undefined;
  readonly resolvedAt: number | undefined;
  /** Last value of the expression: a number, or a native histogram in Prometheus' notation. */
  readonly value: number | string;
}

/** A change of an alert's state. */
export interface AlertTransition {
  readonly at: number;
  readonly from: AlertState;
  readonly to: AlertState;
  /** The alert after the change. */
  readonly alert: Alert;
}

/** A failed evaluation of a rule, or results that could not be written. */
export interface RuleProblem {
  readonly rule: RuleReference;
  /** Name of the alert, or of the recorded metric. */
  readonly name: string;
  readonly at: number;
  /** Prometheus' error message. */
  readonly message: string;
}
