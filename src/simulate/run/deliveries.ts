import type { Delivery } from "../../routing/notifications.js";
import type { AlertHistory, AlertPeriod } from "./history.js";
import type { Simulation } from "./simulation.js";

/** Prometheus sends an alert that still fires again after this time. */
const resendDelay = 60_000;
/** Prometheus repeats for this time that an alert is resolved. */
const resolvedRetention = 15 * 60_000;

/** Lists the alerts that Prometheus sends to Alertmanager during a simulation, in the order of their times. */
export function listDeliveries(run: Pick<Simulation, "alerts" | "settings" | "step" | "end">): readonly Delivery[] {
  return run.alerts
    .flatMap((history) => history.periods.flatMap((period, index) => deliveriesOf(history, period, index, run)))
    .sort((one, other) => one.at - other.at);
}

function deliveriesOf(
  { labels: own, periods, snapshots }: AlertHistory,
  { state, from, to }: AlertPeriod,
  index: number,
  { settings, step, end }: Pick<Simulation, "settings" | "step" | "end">,
): readonly Delivery[] {
  if (state !== "firing") return [];
  const labels = { ...settings.externalLabels, ...own };
  const deliveries: Delivery[] = [];
  let last = Number.NEGATIVE_INFINITY;
  let annotations = {};
  for (const [at, alert] of snapshots) {
    if (at < from || (to !== undefined && at >= to)) continue;
    if (last + resendDelay >= at) continue;
    last = at;
    annotations = alert.annotations;
    // Should Prometheus fall silent, the alert resolves after four intervals.
    deliveries.push({ at, labels, annotations, startsAt: from, endsAt: at + 4 * Math.max(step, resendDelay) });
  }
  if (to === undefined) return deliveries;
  const until = Math.min(to + resolvedRetention, periods[index + 1]?.from ?? Number.POSITIVE_INFINITY, end + 1);
  last = Number.NEGATIVE_INFINITY;
  for (let at = to; at < until; at += step) {
    if (last + resendDelay >= at) continue;
    last = at;
    deliveries.push({ at, labels, annotations, startsAt: from, endsAt: to });
  }
  return deliveries;
}
