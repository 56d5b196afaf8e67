import type { RuleReference } from "./group.js";

export type AlertState = "inactive" | "pending" | "firing";

/** An alert that a rule has raised, as it stood after the rule's last evaluation. Times are in milliseconds. */
export interface Alert {
  readonly rule: RuleReference;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** `inactive` once it is resolved. */
  readonly state: AlertState;
  /** When the expression began to hold. */
  readonly activeAt: number;
  readonly firedAt: number | undefined;
  /** Since when it fires only because of `keep_firing_for`. */
  readonly keepFiringSince: number | undefined;
  readonly resolvedAt: number | undefined;
  /** What the expression gave last: a number, or a native histogram as Prometheus writes it. */
  readonly value: number | string;
}

/** An alert became pending, fired, or ceased. */
export interface AlertTransition {
  readonly at: number;
  readonly from: AlertState;
  readonly to: AlertState;
  /** The alert as it is from then on. */
  readonly alert: Alert;
}

/** A rule could not be evaluated, or not all it gave could be written. */
export interface RuleProblem {
  readonly rule: RuleReference;
  /** The alert, or the metric that the rule records. */
  readonly name: string;
  readonly at: number;
  /** As Prometheus words it. */
  readonly message: string;
}
