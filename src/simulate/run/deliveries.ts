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
  return [
    ...deliveries,
    ...listResolved({ labels, annotations, startsAt: from, endsAt: to }, periods[index + 1], { step, end }),
  ];
}

/**
 * Lists the alerts of a Prometheus that never falls silent, in the order of their times: each is sent once when it fires,
 * with the time at which it will resolve, and as often as Prometheus does once it has. Alertmanager sends the same
 * notifications as for all the times that Prometheus repeats an alert, which may be thousands.
 */
export function listSteadyDeliveries(
  histories: readonly (Pick<AlertHistory, "labels" | "periods"> & { readonly step: number })[],
  end: number,
): readonly Delivery[] {
  return histories
    .flatMap(({ labels, periods, step }) =>
      periods.flatMap(({ state, from, to }, index): readonly Delivery[] => {
        if (state !== "firing") return [];
        const firing = { at: from, labels, startsAt: from, endsAt: to ?? end + step };
        if (to === undefined) return [firing];
        return [firing, ...listResolved({ labels, startsAt: from, endsAt: to }, periods[index + 1], { step, end })];
      }),
    )
    .sort((one, other) => one.at - other.at);
}

/** Lists the times at which Prometheus says that an alert is resolved, until it is raised again. */
function listResolved(
  alert: Omit<Delivery, "at">,
  next: AlertPeriod | undefined,
  { step, end }: { readonly step: number; readonly end: number },
): readonly Delivery[] {
  const deliveries: Delivery[] = [];
  const until = Math.min(alert.endsAt + resolvedRetention, next?.from ?? Number.POSITIVE_INFINITY, end + 1);
  let last = Number.NEGATIVE_INFINITY;
  for (let at = alert.endsAt; at < until; at += step) {
    if (last + resendDelay >= at) continue;
    last = at;
    deliveries.push({ ...alert, at });
  }
  return deliveries;
}
