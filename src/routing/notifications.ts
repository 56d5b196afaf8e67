import type { AlertmanagerVersion } from "../formats/alertmanager/index.js";
import type { AlertmanagerConfig, Integration, Receiver } from "../formats/alertmanager/types.js";
import { parseDuration } from "../formats/prometheus/duration.js";
import type { NotifiedAlert } from "../gotemplate/alertmanager/notification-data.js";
import { compareAlerts, type SortedLabels, sortLabels } from "./alert-order.js";
import { FlushQueue } from "./flush-queue.js";
import { Inhibition } from "./inhibition.js";
import { isActive } from "./is-active.js";
import type { Labels, LabelTest } from "./label-test.js";
import { createRoutingTree, groupLabelsOf, type RoutingNode } from "./routing-tree.js";
import { compileIntervals, type IntervalTest } from "./time-intervals.js";

/** An alert as it is posted to Alertmanager. Times are in milliseconds. */
export interface Delivery {
  readonly at: number;
  readonly labels: Labels;
  readonly annotations?: Labels;
  readonly startsAt: number;
  /** The time at which it resolves, or has resolved, unless it is posted again. */
  readonly endsAt: number;
}

/** Alerts that people have silenced for a while. */
export interface Silence {
  readonly matches: LabelTest;
  readonly from: number;
  readonly to: number;
}

/** A notification to one integration of a receiver. */
export interface Notification {
  readonly at: number;
  readonly receiver: string;
  /** Its kind and position in the receiver: `slack_configs[0]`. */
  readonly integration: string;
  readonly route: RoutingNode;
  readonly groupLabels: Labels;
  /** In Alertmanager's order; resolved ones only if the integration is told of them. */
  readonly alerts: readonly NotifiedAlert[];
}

/** Lists the labels of the alerts of a notification that fire, or that are resolved. */
export function labelsWithStatus({ alerts }: Notification, status: NotifiedAlert["status"]): readonly Labels[] {
  return alerts.filter((alert) => alert.status === status).map(({ labels }) => labels);
}

/** The time without a date in Go, at which an alert ends that still fires. */
const zeroTime = Date.parse("0001-01-01T00:00:00Z");

export interface NotificationOptions {
  readonly version: AlertmanagerVersion;
  /** In the order of their times. */
  readonly deliveries: readonly Delivery[];
  readonly silences?: readonly Silence[];
  /** The time at which Alertmanager starts. @default the first delivery */
  readonly start?: number;
  readonly end: number;
}

/**
 * Runs the notification pipeline of Alertmanager: routing, grouping and its timing, inhibition, time intervals, silences,
 * deduplication, and repetition. Every notification succeeds.
 */
export function simulateNotifications(
  config: AlertmanagerConfig,
  options: NotificationOptions,
): readonly Notification[] {
  const { deliveries, end } = options;
  const pipeline = new Pipeline(config, options);
  let next = 0;
  for (;;) {
    const delivery = deliveries[next];
    const flush = pipeline.nextFlush();
    const isFlush = flush !== undefined && (delivery === undefined || flush < delivery.at);
    const time = isFlush ? flush : delivery?.at;
    if (time === undefined || time > end) return pipeline.notifications;
    if (isFlush) pipeline.flush();
    else {
      pipeline.receive(delivery!);
      next += 1;
    }
  }
}

interface ActiveAlert {
  readonly labels: Labels;
  readonly sorted: SortedLabels;
  readonly annotations: Labels;
  readonly startsAt: number;
  readonly endsAt: number;
}

interface GroupIntervals {
  readonly wait: number;
  readonly group: number;
  readonly repeat: number;
}

interface Group {
  readonly node: RoutingNode;
  /** Its key among the groups of the route. */
  readonly key: string;
  readonly labels: Labels;
  readonly alerts: Map<string, ActiveAlert>;
  readonly intervals: GroupIntervals;
  next: number;
  hasFlushed: boolean;
  /** The time since when it has no alerts. */
  emptyAt: number | undefined;
}

/** The last notification of a group to an integration. */
interface LogEntry {
  readonly at: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

/** The interval at which earlier releases forget empty groups. */
const cleanupInterval = 30_000;

class Pipeline {
  readonly notifications: Notification[] = [];
  private readonly alerts = new Map<string, ActiveAlert>();
  private readonly groups = new Map<RoutingNode, Map<string, Group>>();
  private readonly groupIntervals = new Map<RoutingNode, GroupIntervals>();
  private readonly queue = new FlushQueue<Group>();
  private readonly log = new Map<string, LogEntry>();
  private readonly tree;
  private readonly inhibition: Inhibition;
  private readonly intervals: ReadonlyMap<string, IntervalTest>;
  private readonly integrations: ReadonlyMap<string, readonly SendingIntegration[]>;
  private readonly silences: readonly Silence[];
  private readonly forgetsAtOnce: boolean;
  /** The time at which Alertmanager starts. */
  private readonly start: number;

  constructor(config: AlertmanagerConfig, { version, silences = [], deliveries, start }: NotificationOptions) {
    this.start = start ?? deliveries[0]?.at ?? 0;
    this.forgetsAtOnce = version.major > 0 || version.minor >= 32;
    this.tree = createRoutingTree(config, version);
    this.inhibition = new Inhibition(config, version);
    this.intervals = compileIntervals(config);
    this.integrations = new Map(config.receivers.map((receiver) => [receiver.name, listIntegrations(receiver)]));
    this.silences = silences;
  }

  nextFlush(): number | undefined {
    return this.queue.peek()?.next;
  }

  receive({ at, labels, annotations = {}, startsAt, endsAt }: Delivery): void {
    const sorted = sortLabels(labels);
    const key = JSON.stringify(sorted);
    const before = this.alerts.get(key);
    const isSame = before !== undefined && startsAt < before.endsAt && endsAt > before.startsAt;
    const alert = {
      labels,
      sorted,
      annotations,
      startsAt: isSame ? Math.min(startsAt, before.startsAt) : startsAt,
      endsAt,
    };
    this.alerts.set(key, alert);
    this.inhibition.insert(key, alert);
    for (const node of this.tree.route(labels)) this.insert(node, key, alert, at);
  }

  private insert(node: RoutingNode, key: string, alert: ActiveAlert, at: number): void {
    const groups = this.groups.get(node) ?? new Map<string, Group>();
    this.groups.set(node, groups);
    const groupKey = keyWithin(node, key, alert.labels);
    let group = groups.get(groupKey);
    if (group !== undefined && this.isForgotten(group, at)) {
      this.forget(group);
      group = undefined;
    }
    // An alert that has waited elsewhere does not wait again.
    const intervals = this.intervalsOf(node);
    const hasWaited = alert.startsAt + intervals.wait < at;
    if (group === undefined) {
      const next = hasWaited ? at : at + intervals.wait;
      const labels = groupLabelsOf(node, alert.labels);
      const state = { alerts: new Map(), next, hasFlushed: false, emptyAt: undefined };
      group = { node, key: groupKey, labels, intervals, ...state };
      groups.set(groupKey, group);
      this.queue.add(group);
    } else if (!group.hasFlushed && hasWaited && group.next > at) this.queue.move(group, at);
    group.emptyAt = undefined;
    group.alerts.set(key, alert);
  }

  private intervalsOf(node: RoutingNode): GroupIntervals {
    let intervals = this.groupIntervals.get(node);
    if (intervals === undefined) {
      intervals = parseIntervals(node);
      this.groupIntervals.set(node, intervals);
    }
    return intervals;
  }

  /** Flushes the group whose turn it is. */
  flush(): void {
    const group = this.queue.peek()!;
    const now = group.next;
    if (this.isForgotten(group, now)) {
      this.forget(group);
      return;
    }
    group.hasFlushed = true;
    if (group.alerts.size > 0) {
      this.notify(group, now);
      for (const [key, { endsAt }] of group.alerts) if (endsAt <= now) group.alerts.delete(key);
      if (group.alerts.size === 0) group.emptyAt = now;
    }
    this.queue.move(group, now + group.intervals.group);
  }

  /** True for a group without alerts: later releases forget it at once, earlier ones every 30 seconds. */
  private isForgotten({ emptyAt }: Group, now: number): boolean {
    if (emptyAt === undefined) return false;
    const ticks = (time: number) => Math.floor((time - this.start) / cleanupInterval);
    return this.forgetsAtOnce || ticks(now) > ticks(emptyAt);
  }

  private forget(group: Group): void {
    this.queue.remove(group);
    this.groups.get(group.node)!.delete(group.key);
  }

  private notify({ node, key: groupKey, labels: groupLabels, alerts, intervals }: Group, now: number): void {
    const heard = [...alerts].filter(([, { labels }]) => !this.inhibition.isInhibited(labels, now));
    if (heard.length === 0 || !isActive(node, this.intervals, now)) return;
    const audible = heard.filter(([, { labels }]) => !this.isSilenced(labels, now));
    if (audible.length === 0) return;
    const firing = audible.filter(([, { endsAt }]) => endsAt > now);
    const resolved = audible.filter(([, { endsAt }]) => endsAt <= now);
    for (const { name, sendsResolved } of this.integrations.get(node.receiver) ?? []) {
      const logKey = `${node.path.join(".")} ${name} ${groupKey}`;
      const entry = this.log.get(logKey);
      const keys = { firing: new Set(firing.map(([key]) => key)), resolved: new Set(resolved.map(([key]) => key)) };
      if (!needsNotification(entry, keys, { sendsResolved, now, repeat: intervals.repeat })) continue;
      this.log.set(logKey, { at: now, ...keys });
      if (firing.length === 0 && !sendsResolved) continue;
      this.notifications.push({
        ...{ at: now, receiver: node.receiver, integration: name, route: node, groupLabels },
        alerts: (sendsResolved ? audible : firing)
          .toSorted(([, one], [, other]) => compareAlerts(one.sorted, other.sorted))
          .map(([, alert]) => notifiedAlert(alert, now)),
      });
    }
  }

  private isSilenced(labels: Labels, now: number): boolean {
    return this.silences.some(({ matches, from, to }) => from <= now && now < to && matches(labels));
  }
}

function notifiedAlert({ labels, annotations, startsAt, endsAt }: ActiveAlert, now: number): NotifiedAlert {
  const isFiring = endsAt > now;
  return {
    ...{ status: isFiring ? "firing" : "resolved", labels, annotations, startsAt },
    endsAt: isFiring ? zeroTime : endsAt,
  };
}

/** True if an integration must hear of a group, given what it heard last. */
function needsNotification(
  entry: LogEntry | undefined,
  { firing, resolved }: { readonly firing: ReadonlySet<string>; readonly resolved: ReadonlySet<string> },
  { sendsResolved, now, repeat }: { readonly sendsResolved: boolean; readonly now: number; readonly repeat: number },
): boolean {
  if (entry === undefined) return firing.size > 0;
  if (!isSubset(firing, entry.firing)) return true;
  if (firing.size === 0) return entry.firing.size > 0;
  if (sendsResolved && !isSubset(resolved, entry.resolved)) return true;
  return entry.at < now - repeat;
}

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  for (const key of part) if (!whole.has(key)) return false;
  return true;
}

/** The key of an alert's group among those of a route: the values of the labels that the route groups by. */
function keyWithin({ groupBy }: RoutingNode, key: string, labels: Labels): string {
  if (groupBy.includes("...")) return key;
  if (groupBy.length === 1) return Object.hasOwn(labels, groupBy[0]!) ? `=${labels[groupBy[0]!]}` : "";
  return JSON.stringify(groupBy.map((name) => (Object.hasOwn(labels, name) ? labels[name] : null)));
}

function parseIntervals({ groupWait, groupInterval, repeatInterval }: RoutingNode): GroupIntervals {
  return {
    wait: parseDuration(groupWait) ?? 0,
    group: parseDuration(groupInterval) ?? 0,
    repeat: parseDuration(repeatInterval) ?? 0,
  };
}

interface SendingIntegration {
  readonly name: string;
  readonly sendsResolved: boolean;
}

/** The kinds that do not tell of resolved alerts by default. */
const quietKinds: ReadonlySet<string> = new Set(["email", "rocketchat", "slack", "wechat"]);

function listIntegrations({ name: _, labels: __, ...kinds }: Receiver): readonly SendingIntegration[] {
  return Object.entries(kinds).flatMap(([kind, list]) =>
    (list as readonly Integration[]).map(({ send_resolved: own }, index) => ({
      name: `${kind}[${index}]`,
      sendsResolved: own ?? !quietKinds.has(kind.replace(/_configs$/, "")),
    })),
  );
}
