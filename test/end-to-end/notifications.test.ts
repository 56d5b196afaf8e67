import { expect, test } from "vitest";
import type { AlertmanagerConfig, InhibitRule, Receiver, Route } from "../../src/formats/alertmanager/types.js";
import type { Labels } from "../../src/routing/label-test.js";
import {
  type Delivery,
  labelsWithStatus,
  type Notification,
  simulateNotifications,
} from "../../src/routing/notifications.js";
import { missingAlertmanager, startAlertmanager, startInbox } from "../compile/alertmanager/alertmanager-server.js";
import { seed } from "../oracles/rounds.js";
import { type Choose, createChoose, createRandom } from "../routing/random-routing.js";

const version = { major: 0, minor: 25 };
/**
 * Notifications are a little late, never early. All times of the configurations are whole seconds, so that a wrong one is
 * off by more than the latest that a busy machine may send.
 */
const earliest = -50;
const latest = 900;
/** Nine of ten must be in time. */
const usual = 300;
const length = 12_000;

/** An alert that fires or resolves, some time after the start. */
interface Event {
  readonly at: number;
  readonly labels: Labels;
  readonly isFiring: boolean;
}

interface Case {
  readonly route: Route;
  readonly receivers: readonly Receiver[];
  readonly inhibitRules: readonly InhibitRule[];
  readonly events: readonly Event[];
}

/** A subtree with a stream of alerts, none of which arrives when a group may be flushed. */
function randomCase(index: number, choose: Choose, url: string): Case {
  const own = `case="${index}"`;
  const receiver = (name: string): Receiver => ({
    name: `${index}-${name}`,
    webhook_configs: [{ url: `${url}/${index}`, send_resolved: choose([true, false]) }],
  });
  const receivers = [receiver("a"), receiver("b")];
  const timing = (): Partial<Route> => ({
    group_wait: choose(["1s", "2s"]),
    group_interval: choose(["2s", "3s"]),
    repeat_interval: choose(["2500ms", "4500ms", "1h"]),
    group_by: choose([["case"], ["case", "app"], ["..."]]),
  });
  const intervals = choose<Partial<Route>>([
    {},
    {},
    { mute_time_intervals: ["never"] },
    { active_time_intervals: ["always"] },
    { mute_time_intervals: ["always"] },
    { active_time_intervals: ["never"] },
  ]);
  const child = (name: string): Route => ({
    receiver: `${index}-${name}`,
    matchers: [`severity="${choose(["critical", "warning"])}"`],
    continue: choose([true, false]),
    ...(choose([0, 1]) === 1 && timing()),
    ...intervals,
  });
  const route = {
    receiver: `${index}-a`,
    matchers: [own],
    ...timing(),
    routes: choose([[], [child("a")], [child("b"), child("a")]]),
  };
  const rule: InhibitRule = {
    source_matchers: [own, 'severity="critical"'],
    target_matchers: [own, choose(['severity="warning"', 'app="x"'])],
    equal: choose([[], ["app"]]),
  };
  const inhibitRules = choose([[], [rule]]);
  for (;;) {
    const events = randomEvents(index, choose);
    if (isClear(events)) return { route, receivers, inhibitRules, events };
  }
}

function randomEvents(index: number, choose: Choose): readonly Event[] {
  const count = choose([1, 2, 3, 4, 4]);
  const firing = new Set<string>();
  const events = Array.from({ length: count }, (_, number): Event => {
    const labels = { case: String(index), app: choose(["x", "y"]), severity: choose(["critical", "warning"]) };
    const key = JSON.stringify(labels);
    const isFiring = !firing.delete(key);
    if (isFiring) firing.add(key);
    return { at: choose([0, 1000, 2000]) + number * 1250, labels, isFiring };
  });
  return events.toSorted((one, other) => one.at - other.at);
}

/** True if no event is near to a moment at which any group of the case may be flushed. Waits are whole seconds. */
function isClear(events: readonly Event[]): boolean {
  return events.every(({ at }, index) =>
    events.slice(0, index).every((earlier) => {
      const phase = (at - earlier.at) % 1000;
      return phase > 230 && phase < 770;
    }),
  );
}

function compose(cases: readonly Case[]): AlertmanagerConfig {
  const always = { times: [{ start_time: "00:00", end_time: "24:00" }] };
  return {
    route: { receiver: "root", routes: cases.map(({ route }) => route) },
    inhibit_rules: cases.flatMap(({ inhibitRules }) => inhibitRules),
    receivers: [{ name: "root" }, ...cases.flatMap(({ receivers }) => receivers)],
    time_intervals: [
      { name: "always", time_intervals: [always] },
      { name: "never", time_intervals: [{ years: ["1999"] }] },
    ],
  };
}

interface Received {
  readonly at: number;
  readonly text: string;
}

/** `12-a {app=x} fires app=x…`: whom a notification reaches, its group, and its alerts. */
function describeNotification(receiver: string, group: Labels, firing: readonly Labels[], resolved: readonly Labels[]) {
  const sort = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());
  const list = (alerts: readonly Labels[]) => alerts.map(sort).sort().join(" ");
  return `${receiver} ${sort(group)} fires ${list(firing)} resolves ${list(resolved)}`;
}

function describePrediction(predicted: Notification) {
  const [firing, resolved] = [labelsWithStatus(predicted, "firing"), labelsWithStatus(predicted, "resolved")];
  return describeNotification(predicted.receiver, predicted.groupLabels, firing, resolved);
}

interface WebhookBody {
  readonly receiver: string;
  readonly groupLabels: Labels;
  readonly alerts: readonly { readonly status: string; readonly labels: Labels }[];
}

// A machine that is busy delays some notification: then, another run must be exact.
const options = { timeout: 60_000, retry: 2 };

test.skipIf(missingAlertmanager())("Alertmanager sends what the simulation predicts", options, async () => {
  const choose = createChoose(createRandom(seed));
  const received: (Received & { readonly case: string })[] = [];
  const inbox = await startInbox((path, body) => {
    const { receiver, groupLabels, alerts } = body as WebhookBody;
    const of = (status: string) => alerts.flatMap((alert) => (alert.status === status ? [alert.labels] : []));
    const text = describeNotification(receiver, groupLabels, of("firing"), of("resolved"));
    received.push({ case: path.slice(1), at: Date.now(), text });
  });
  const cases = Array.from({ length: 200 }, (_, index) => randomCase(index, choose, inbox.url));
  const config = compose(cases);
  const alertmanager = await startAlertmanager({ "alertmanager.yml": JSON.stringify(config) }, "http://localhost");
  try {
    const start = Date.now() + 200;
    const deliveries: Delivery[] = [];
    const times = [...new Set(cases.flatMap(({ events }) => events.map(({ at }) => at)))].sort((a, b) => a - b);
    for (const time of times) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + time - Date.now())));
      const now = Date.now();
      const due = cases.flatMap(({ events }) => events.filter(({ at }) => at === time));
      await alertmanager.send(due.map(({ labels, isFiring }) => posted(labels, isFiring, now)));
      for (const { labels, isFiring } of due) {
        deliveries.push({ at: now, labels, startsAt: now, endsAt: isFiring ? now + 300_000 : now });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + length - Date.now())));
    const end = Date.now();
    const predicted = simulateNotifications(config, { version, deliveries, end });
    const lateness: number[] = [];
    const differences = cases.flatMap((_, index) => {
      const name = String(index);
      const ours = predicted
        .filter(({ alerts }) => alerts[0]!.labels.case === name)
        .map((one) => ({ at: one.at, text: describePrediction(one) }));
      const theirs = received.filter((one) => one.case === name);
      return compare(ours, theirs, { start, end, lateness }).map((difference) => `${index}: ${difference}`);
    });
    expect(predicted.length).toBeGreaterThan(cases.length);
    expect(differences).toEqual([]);
    expect(lateness.sort((one, other) => one - other)[Math.floor(lateness.length * 0.9)]).toBeLessThan(usual);
  } finally {
    await alertmanager.stop();
    inbox.stop();
  }
});

function posted(labels: Labels, isFiring: boolean, now: number): object {
  const at = new Date(now).toISOString();
  return isFiring ? { labels, startsAt: at } : { labels, endsAt: at };
}

/** Each notification has one of the same text, at the same time; those at the very end may be missing. */
function compare(
  ours: readonly Received[],
  theirs: readonly Received[],
  { start, end, lateness }: { readonly start: number; readonly end: number; readonly lateness: number[] },
): readonly string[] {
  const left = [...theirs];
  const differences: string[] = [];
  for (const { at, text } of ours) {
    const index = left.findIndex((one) => one.text === text && one.at >= at + earliest && one.at <= at + latest);
    if (index !== -1) lateness.push(left.splice(index, 1)[0]!.at - at);
    else if (at < end - latest) differences.push(`predicted at ${at - start}: ${text}`);
  }
  return [...differences, ...left.map(({ at, text }) => `received at ${at - start}: ${text}`)];
}
