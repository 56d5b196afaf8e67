import type { Receiver } from "../model/alert/receiver.js";
import { hasKind } from "../model/definition/definition.js";
import { findDefinitions } from "../model/definition/walk-definitions.js";
import type { Notification } from "../routing/notifications.js";
import type { Simulation } from "../simulate/run/simulation.js";
import type { ReceivedResult } from "./evaluate-received.js";
import { notificationsDuring, shortName } from "./simulate-notifications.js";

/** Checks that no receiver is notified more often than its `maxPages` allows. Throws if none of them has any. */
export function evaluateMaxPages(run: Simulation): ReceivedResult {
  const limited = listReceivers(run).filter(({ maxPages }) => maxPages !== undefined);
  if (limited.length === 0) {
    throw new Error(`no receiver of the system "${run.system.name}" has maxPages: nothing limits its notifications`);
  }
  const notifications = notificationsDuring(run);
  const busy = limited.flatMap(({ name, maxPages }) => {
    const pages = countPages(notifications.filter((one) => shortName(run, one.receiver) === name));
    return pages > maxPages! ? [`${name} is notified ${pages} times, and its maxPages is ${maxPages}`] : [];
  });
  return {
    pass: busy.length === 0,
    expected: "notify no receiver more often than its maxPages",
    reason: busy.length === 0 ? undefined : busy.join("; "),
    mark: undefined,
    histories: run.alerts.filter(({ periods }) => periods.length > 0),
    notifications,
  };
}

/** The notifications about firing alerts; a receiver with several integrations is notified by each. */
function countPages(notifications: readonly Notification[]): number {
  const counts = new Map<string, number>();
  for (const { integration, alerts } of notifications) {
    if (!alerts.some(({ status }) => status === "firing")) continue;
    counts.set(integration, (counts.get(integration) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** The receivers of a system that its routes name. */
function listReceivers({ system, routing }: Simulation): readonly Receiver[] {
  const { routes, owners, routesByLabel, unrouted } = system;
  const found = findDefinitions([routes, owners, routesByLabel, unrouted], () => false);
  const receivers = found
    .map(({ definition }) => definition)
    .filter((one): one is Receiver => hasKind(one, "receiver"));
  const used = new Set(routing?.receivers.map(({ name }) => name.replace(/^.*\//, "")));
  return receivers.filter(({ name }) => used.has(name));
}
