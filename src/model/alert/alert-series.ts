import { hasKind } from "../definition/definition.js";
import type { Labels, Where } from "../metric/label.js";
import type { Alert } from "./alert.js";

/**
 * The series that Prometheus writes for an alert while it is pending or firing: `ALERTS`, by state, is 1, and
 * `ALERTS_FOR_STATE` is the time since when the alert is active.
 */
export interface AlertSeries {
  readonly kind: "alertSeries";
  readonly name: "ALERTS" | "ALERTS_FOR_STATE";
  /** Undefined where a circular import left it out. */
  readonly alert: Alert | undefined;
  readonly state: "firing" | "pending" | undefined;
}

export function isAlertSeries(value: unknown): value is AlertSeries {
  return hasKind(value, "alertSeries");
}

/** Returns the matchers that tell the series of an alert from those of others of its name, besides the name. */
export type SelectAlert = (alert: Alert) => Where<Labels>;
