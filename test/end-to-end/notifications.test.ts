import { monitorEventLoopDelay } from "node:perf_hooks";
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
import { type AlertmanagerLog, readAlertmanagerLog } from "./alertmanager-log.js";

const version = { major: 0, minor: 25 };
/**
 * Groups are flushed a little late, never early: when the timers of Alertmanager fire. All times are those of its own log, so
 * that the network and this process do not count. On top of these bounds comes the longest delay of a timer that this process
 * measured meanwhile: on a busy machine, all timers are late.
 */
const earliest = -50;
const latest = 300;
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

/**
 * A notification is repeated at the first flush after its repeat interval, which Alertmanager counts from the answer of the
 * receiver: as far from the flushes as can be, because a busy receiver answers late.
 */
const repeating = [
  ...["1s", "3s", "1h"].map((repeat_interval) => ({ group_interval: "2s", repeat_interval })),
  ...["1500ms", "4500ms", "1h"].map((repeat_interval) => ({ group_interval: "3s", repeat_interval })),
];

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
    ...choose(repeating),
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

/** `12-a {app=x} fires app=x…`: whom a notification reaches, its group, and its alerts in their order. */
function describeNotification(receiver: string, group: Labels, firing: readonly Labels[], resolved: readonly Labels[]) {
  const sort = (labels: Labels) => JSON.stringify(Object.entries(labels).sort());
  const list = (alerts: readonly Labels[]) => alerts.map(sort).join(" ");
  return `${receiver} ${sort(group)} fires ${list(firing)} resolves ${list(resolved)}`;
}

function describePrediction(predicted: Notification) {
  const [firing, resolved] = [labelsWithStatus(predicted, "firing"), labelsWithStatus(predicted, "resolved")];
  return describeNotification(predicted.receiver, predicted.groupLabels, firing, resolved);
}

interface WebhookBody {
  readonly receiver: string;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  readonly alerts: readonly { readonly status: string; readonly labels: Labels }[];
}

/** A notification as the webhook got it. */
interface Arrival {
  readonly case: string;
  readonly at: number;
  readonly groupKey: string;
  readonly text: string;
}

test.skipIf(missingAlertmanager())("Alertmanager sends what the simulation predicts", { timeout: 60_000 }, async () => {
  const choose = createChoose(createRandom(seed));
  const arrivals: Arrival[] = [];
  const inbox = await startInbox((path, body) => {
    const { receiver, groupKey, groupLabels, alerts } = body as WebhookBody;
    const of = (status: string) => alerts.flatMap((alert) => (alert.status === status ? [alert.labels] : []));
    const text = describeNotification(receiver, groupLabels, of("firing"), of("resolved"));
    arrivals.push({ case: path.slice(1), at: Date.now(), groupKey, text });
  });
  const cases = Array.from({ length: 200 }, (_, index) => randomCase(index, choose, inbox.url));
  const config = compose(cases);
  const files = { "alertmanager.yml": JSON.stringify(config) };
  const alertmanager = await startAlertmanager(files, "http://localhost", ["--log.level=debug"]);
  const timers = monitorEventLoopDelay({ resolution: 10 });
  try {
    timers.enable();
    const start = Date.now() + 200;
    const posted: Delivery[] = [];
    const times = [...new Set(cases.flatMap(({ events }) => events.map(({ at }) => at)))].sort((a, b) => a - b);
    for (const time of times) {
      await pause(start + time - Date.now());
      const now = Date.now();
      const due = cases.flatMap(({ events }) => events.filter(({ at }) => at === time));
      await alertmanager.send(due.map(({ labels, isFiring }) => postedAlert(labels, isFiring, now)));
      for (const { labels, isFiring } of due) {
        posted.push({ at: now, labels, startsAt: now, endsAt: isFiring ? now + 300_000 : now });
      }
    }
    await pause(start + length - Date.now());
    const end = Date.now();
    timers.disable();
    const log = readAlertmanagerLog(alertmanager.log());
    const deliveries = withReceipts(posted, log);
    const predicted = simulateNotifications(config, { version, deliveries, end });
    const delay = timers.max / 1e6;
    const lateness: number[] = [];
    const differences = cases.flatMap((_, index) => {
      const name = String(index);
      const ours = predicted
        .filter(({ alerts }) => alerts[0]!.labels.case === name)
        .map((one) => ({ at: one.at, text: describePrediction(one) }));
      const theirs = arrivals.filter((one) => one.case === name).map((one) => ({ ...one, at: flushOf(one, log) }));
      const bounds = { start, end, latest: latest + delay, lateness };
      return compare(ours, theirs, bounds).map((difference) => `${index}: ${difference}`);
    });
    lateness.sort((one, other) => one - other);
    const late = [0.5, 0.9, 1].map((share) => lateness[Math.ceil(lateness.length * share) - 1]);
    console.log(
      `${lateness.length} notifications of ${cases.length} subtrees: flushed ${late[0]} ms after the prediction in the median, ` +
        `${late[1]} ms in nine of ten, ${late[2]} ms at the latest; the latest timer of this process was ${Math.round(delay)} ms late`,
    );
    expect(predicted.length).toBeGreaterThan(cases.length);
    expect(differences).toEqual([]);
  } finally {
    timers.disable();
    await alertmanager.stop();
    inbox.stop();
  }
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}

/** Replaces the times at which alerts were sent by those at which Alertmanager received them. */
function withReceipts(posted: readonly Delivery[], log: AlertmanagerLog): readonly Delivery[] {
  const counts = new Map<string, number>();
  const received = posted.map((delivery) => {
    const key = JSON.stringify(delivery.labels);
    const number = counts.get(key) ?? 0;
    counts.set(key, number + 1);
    const at = log.receipts(delivery.labels)[number];
    if (at === undefined) throw new Error(`Alertmanager did not receive ${key}`);
    return { ...delivery, at };
  });
  return received.sort((one, other) => one.at - other.at);
}

/** The time at which the group of a notification was flushed: the last before it arrived. */
function flushOf({ groupKey, at }: Arrival, log: AlertmanagerLog): number {
  const time = log.flushes(groupKey).findLast((flush) => flush <= at);
  if (time === undefined) throw new Error(`${groupKey} was not flushed before its notification arrived`);
  return time;
}

function postedAlert(labels: Labels, isFiring: boolean, now: number): object {
  const at = new Date(now).toISOString();
  return isFiring ? { labels, startsAt: at } : { labels, endsAt: at };
}

interface Bounds {
  readonly start: number;
  readonly end: number;
  readonly latest: number;
  readonly lateness: number[];
}

/** Each notification has one of the same text, at the same time; those at the very end may be missing. */
function compare(
  ours: readonly Received[],
  theirs: readonly Received[],
  { start, end, latest: bound, lateness }: Bounds,
): readonly string[] {
  const left = [...theirs];
  const differences: string[] = [];
  for (const { at, text } of ours) {
    const index = left.findIndex((one) => one.text === text && one.at >= at + earliest && one.at <= at + bound);
    if (index !== -1) lateness.push(left.splice(index, 1)[0]!.at - at);
    // A notification on its way at the end has not arrived.
    else if (at < end - 2 * bound) differences.push(`predicted at ${at - start}: ${text}`);
  }
  return [...differences, ...left.map(({ at, text }) => `received at ${at - start}: ${text}`)];
}
