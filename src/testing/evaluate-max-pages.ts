import type { Receiver } from "../model/alert/receiver.js";
import { hasKind } from "../model/definition/definition.js";
import { findDefinitions } from "../model/definition/walk-definitions.js";
import type { Notification } from "../routing/notifications.js";
import type { Simulation } from "../simulate/run/simulation.js";
import type { ExpectationResult } from "./evaluate-expectations.js";
import { notificationsDuring, shortName } from "./simulate-notifications.js";

/** A result with the notifications of each run. */
export interface MaxPagesResult extends ExpectationResult {
  readonly notifications: readonly (readonly Notification[])[];
}

/**
 * Checks that no receiver is notified more often than its `maxPages` allows, by all runs together: systems may share one.
 * Throws if none of them has any.
 */
export function evaluateMaxPages(runs: readonly Simulation[]): MaxPagesResult {
  const limited = new Set(runs.flatMap(listReceivers).filter(({ maxPages }) => maxPages !== undefined));
  if (limited.size === 0) {
    const names = runs.map(({ system }) => `"${system.name}"`).join(", ");
    const whose = runs.length === 1 ? `the system ${names}` : `the systems ${names}`;
    throw new Error(`no receiver of ${whose} has maxPages: nothing limits its notifications`);
  }
  const notifications = runs.map(notificationsDuring);
  const busy = [...limited].flatMap((receiver) => {
    const { name, maxPages } = receiver;
    const counts = runs.flatMap((run, index) => {
      if (!listReceivers(run).includes(receiver)) return [];
      const own = notifications[index]!.filter((one) => shortName(run, one.receiver) === name);
      return [{ system: run.system.name, pages: countPages(own) }];
    });
    const pages = counts.reduce((sum, one) => sum + one.pages, 0);
    if (pages <= maxPages!) return [];
    const shares = counts.length === 1 ? "" : ` (${counts.map((one) => `${one.system} ${one.pages}`).join(", ")})`;
    return [`${name} is notified ${pages} times${shares}, and its maxPages is ${maxPages}`];
  });
  return {
    pass: busy.length === 0,
    expected: "notify no receiver more often than its maxPages",
    reason: busy.length === 0 ? undefined : busy.join("; "),
    mark: undefined,
    histories: runs.length === 1 ? runs[0]!.alerts.filter(({ periods }) => periods.length > 0) : [],
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
