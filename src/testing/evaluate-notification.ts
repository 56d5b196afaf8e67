import { durationMs } from "../model/definition/duration.js";
import { releaseOrDefault } from "../model/project/releases.js";
import { findInhibitors } from "../routing/find-inhibitors.js";
import { isInhibited, type Routing, routeAlert } from "../routing/route-alert.js";
import type { AlertHistory } from "../simulate/run/history.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";
import type { ExpectationResult } from "./evaluate-expectations.js";
import type { NotificationExpectation } from "./expectations.js";
import { shortName } from "./simulate-notifications.js";

/** Checks whom an alert reaches when it begins to fire, and with which timing. */
export function evaluateNotification(
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: NotificationExpectation,
): ExpectationResult {
  const labels = Object.entries(expected.labels ?? {});
  const selected = histories.filter((history) => labels.every(([name, value]) => history.labels[name] === value));
  const firing = selected.filter(({ periods }) => periods.some(({ state }) => state === "firing"));
  const wanted = { ...expected, receivers: expected.receivers.map((name) => shortName(run, name)) };
  const differences = firing.map((history) => findDifference(notificationsOf(run, history), wanted));
  const reason = firing.length === 0 ? "it never fired" : differences.find((difference) => difference !== undefined);
  return {
    pass: reason === undefined,
    expected: expected.receivers.length === 0 ? "notify nobody" : `notify ${expected.receivers.join(", ")}`,
    reason,
    mark: undefined,
    histories: firing.length > 0 ? firing : histories,
  };
}

/** The rules whose alerts may inhibit those of others. */
export function inhibitorsOf({ routing, rules, settings }: Simulation, targets: readonly AlertRule[]) {
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  return findInhibitors(routing?.inhibit_rules ?? [], targets, rules, version);
}

/** The notifications of an alert in the moment it begins to fire: none if another alert inhibits it then. */
function notificationsOf(
  { routing, alerts, system, settings }: Simulation,
  { labels, periods }: AlertHistory,
): readonly Routing[] {
  if (!routing) return [];
  const version = releaseOrDefault("alertmanager", settings.versions.alertmanager);
  const time = periods.find(({ state }) => state === "firing")!.from;
  const firing = alerts.filter((other) =>
    other.periods.some(({ state, from, to }) => state === "firing" && from <= time && (to === undefined || time < to)),
  );
  const sent = { ...settings.externalLabels, ...labels };
  const others = firing.map((other) => ({ ...settings.externalLabels, ...other.labels }));
  if (isInhibited(routing, sent, others, version)) return [];
  const name = (receiver: string) => shortName({ system, settings }, receiver);
  return routeAlert(routing, sent, version).map((one) => ({ ...one, receiver: name(one.receiver) }));
}

function findDifference(actual: readonly Routing[], expected: NotificationExpectation): string | undefined {
  const receivers = [...new Set(actual.map(({ receiver }) => receiver))].sort();
  if (receivers.join() !== [...new Set(expected.receivers)].sort().join()) {
    return receivers.length === 0 ? "it is sent to nobody" : `it is sent to ${receivers.join(", ")}`;
  }
  for (const field of ["groupWait", "groupInterval", "repeatInterval"] as const) {
    const wanted = expected[field];
    const other = actual.find((one) => wanted !== undefined && durationMs(one[field]) !== durationMs(wanted));
    if (other) return `its ${field} is ${other[field]}`;
  }
  const { groupBy } = expected;
  const other = actual.find(
    (one) => groupBy !== undefined && one.groupBy.toSorted().join() !== groupBy.toSorted().join(),
  );
  return other && `it is grouped by ${other.groupBy.join(", ") || "nothing"}`;
}
