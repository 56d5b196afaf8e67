import { describe, expect, test } from "vitest";
import type { AlertmanagerConfig } from "../../src/formats/alertmanager/types.js";
import type { Labels } from "../../src/routing/label-test.js";
import {
  type Delivery,
  labelsWithStatus,
  type NotificationOptions,
  simulateNotifications,
} from "../../src/routing/notifications.js";
import { largeTree, manyAlerts } from "./large-tree.js";

const second = 1000;
const minute = 60 * second;
const version = { major: 0, minor: 28 };

const webhook = (name: string, more: object = {}) => ({
  name,
  webhook_configs: [{ url: "http://localhost", ...more }],
});

const config: AlertmanagerConfig = {
  route: { receiver: "team", group_by: ["alertname"] },
  receivers: [webhook("team"), webhook("page"), webhook("quiet", { send_resolved: false })],
};

function fires(at: number, labels: Labels): Delivery {
  return { at, labels, startsAt: at, endsAt: at + 24 * 60 * minute };
}

function resolves(at: number, labels: Labels): Delivery {
  return { at, labels, startsAt: 0, endsAt: at };
}

function notified(
  changes: Partial<AlertmanagerConfig>,
  deliveries: readonly Delivery[],
  options: Partial<NotificationOptions> = {},
) {
  const all = simulateNotifications({ ...config, ...changes }, { version, deliveries, end: 60 * minute, ...options });
  return all.map((notification) => {
    const { at, receiver } = notification;
    const [firing, resolved] = (["firing", "resolved"] as const).map((status) =>
      labelsWithStatus(notification, status),
    ) as [readonly Labels[], readonly Labels[]];
    const names = (alerts: readonly Labels[]) =>
      alerts.map(({ alertname, pod = "" }) => `${alertname}${pod}`).join(" ");
    return `${at / second}s ${receiver}: ${names(firing)}${resolved.length > 0 ? ` resolved ${names(resolved)}` : ""}`;
  });
}

const down: Labels = { alertname: "Down" };

describe("a group of alerts", () => {
  test("waits, gathers more at its interval, and repeats after more than its repeat interval", () => {
    expect(notified({}, [fires(0, { ...down, pod: "a" }), fires(60_000, { ...down, pod: "b" })])).toEqual([
      "30s team: Downa",
      "330s team: Downa Downb",
    ]);
    const route = { ...config.route, repeat_interval: "9m" };
    expect(notified({ route }, [fires(0, down)], { end: 25 * minute })).toEqual([
      "30s team: Down",
      "630s team: Down",
      "1230s team: Down",
    ]);
  });

  test("tells of what has resolved, where the receiver wants to know", () => {
    const stream = [fires(0, down), resolves(minute, down)];
    expect(notified({}, stream)).toEqual(["30s team: Down", "330s team:  resolved Down"]);
    expect(notified({ route: { ...config.route, receiver: "quiet" } }, stream)).toEqual(["30s quiet: Down"]);
  });

  test("tells of nothing that resolves before its first notification", () => {
    expect(notified({}, [fires(0, down), resolves(10 * second, down)])).toEqual([]);
  });

  test("is forgotten once it is empty, so that the next alert waits anew", () => {
    const stream = [fires(0, down), resolves(minute, down), fires(10 * minute, down)];
    expect(notified({}, stream)).toEqual(["30s team: Down", "330s team:  resolved Down", "630s team: Down"]);
  });
});

describe("notifications that nobody gets", () => {
  test("of an alert that another inhibits, and of its end while it is inhibited", () => {
    const inhibit_rules = [
      { source_matchers: ["alertname=Down"], target_matchers: ["alertname=Slow"], equal: ["app"] },
    ];
    const slow = { alertname: "Slow", app: "a" };
    const source = { alertname: "Down", app: "a" };
    expect(notified({ inhibit_rules }, [fires(0, source), fires(0, slow)])).toEqual(["30s team: Down"]);
    expect(notified({ inhibit_rules }, [fires(0, slow), fires(minute, source), resolves(2 * minute, slow)])).toEqual([
      "30s team: Slow",
      "90s team: Down",
    ]);
  });

  test("of one that is silenced, as long as it is", () => {
    const silences = [{ matches: ({ alertname }: Labels) => alertname === "Down", from: 0, to: 4 * minute }];
    expect(notified({}, [fires(0, down)], { silences })).toEqual(["330s team: Down"]);
  });

  test("outside of business hours of a time zone, daylight saving included", () => {
    const route = {
      ...config.route,
      routes: [{ receiver: "page", matchers: ["alertname=Down"], active_time_intervals: ["office"] }],
    };
    const times = [{ start_time: "09:00", end_time: "17:00" }];
    const time_intervals = [
      { name: "office", time_intervals: [{ times, weekdays: ["monday:friday"], location: "Europe/Berlin" }] },
    ];
    const at = (time: string) => {
      const start = Date.parse(time);
      return notified({ route, time_intervals }, [fires(start, down)], { end: start + minute }).length;
    };
    expect(at("2026-03-27T08:30:00Z")).toBe(1); // Friday, 9:30 in winter
    expect(at("2026-03-27T07:30:00Z")).toBe(0); // Friday, 8:30 in winter
    expect(at("2026-03-30T07:30:00Z")).toBe(1); // Monday, 9:30 in summer
    expect(at("2026-03-28T08:30:00Z")).toBe(0); // Saturday
    expect(at("2026-03-30T15:00:00Z")).toBe(0); // Monday, 17:00
  });
});

// The time of the processor, the least of three rounds: a busy machine slows each of them down.
test("10,000 alerts in 500 routes take less than a second", () => {
  const rounds = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    const all = simulateNotifications(largeTree, { version, deliveries: manyAlerts, end: 10 * minute });
    const { user, system } = process.cpuUsage(start);
    expect(all).toHaveLength(1000);
    return (user + system) / 1000;
  });
  expect(Math.min(...rounds)).toBeLessThan(1000);
});
