import type { Artifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import { type Notification, simulateNotifications } from "../../routing/notifications.js";
import { listSteadyDeliveries } from "../../simulate/run/deliveries.js";
import type { AlertPeriod } from "../../simulate/run/history.js";

type Labels = Readonly<Record<string, string>>;

/** An alert as Alertmanager gets it. */
export interface SentAlert<Rule> {
  readonly rule: Rule;
  readonly labels: Labels;
  readonly periods: readonly AlertPeriod[];
  /** The interval of its group, in milliseconds. */
  readonly step: number;
}

/** The notifications of a period: of each receiver, and of them those in which an alert of a rule fires. */
export interface NotificationCounts<Rule> {
  readonly byReceiver: ReadonlyMap<string, number>;
  readonly byRule: ReadonlyMap<Rule, ReadonlyMap<string, number>>;
}

/**
 * Simulates what an Alertmanager sends for alerts, and counts the notifications in which something fires. A notification
 * counts once for a receiver, whatever the number of its integrations.
 */
export function countNotifications<Rule>(
  artifact: Extract<Artifact, { readonly kind: "alertmanager" }>,
  alerts: readonly SentAlert<Rule>[],
  { start, from, end }: { readonly start: number; readonly from: number; readonly end: number },
): NotificationCounts<Rule> {
  const version = releaseOrDefault("alertmanager", artifact.settings.versions.alertmanager);
  const config: AlertmanagerConfig = artifact.value;
  const deliveries = listSteadyDeliveries(alerts, end);
  const byReceiver = new Map<string, number>();
  const byRule = new Map<Rule, Map<string, number>>();
  const ruleOf = new Map(alerts.map(({ labels, rule }) => [labels, rule]));
  const seen = new Set<string>();
  for (const notification of simulateNotifications(config, { version, deliveries, start, end })) {
    const firing = notification.alerts.filter(({ status }) => status === "firing");
    const key = identify(notification);
    if (notification.at < from || firing.length === 0 || seen.has(key)) continue;
    seen.add(key);
    const { receiver } = notification;
    increment(byReceiver, receiver);
    // Alertmanager hands on the very labels that it got.
    for (const rule of new Set(firing.map(({ labels }) => ruleOf.get(labels)!))) {
      const own = byRule.get(rule) ?? new Map<string, number>();
      increment(own, receiver);
      byRule.set(rule, own);
    }
  }
  return { byReceiver, byRule };
}

function identify({ at, receiver, route, groupLabels }: Notification): string {
  return JSON.stringify([at, receiver, route.path, groupLabels]);
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
