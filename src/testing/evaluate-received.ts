import type { Notification } from "../routing/notifications.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { formatTime } from "../simulate/timeline/draw.js";
import { createMark, type ExpectationResult, matchesText, parseTimes } from "./evaluate-expectations.js";
import type { MessageExpectation, ReceivedExpectation } from "./expectations.js";
import {
  messageOf,
  notificationsDuring,
  type ReceiverSelector,
  requireReceiver,
  shortName,
} from "./simulate-notifications.js";

/** A result with all notifications of the run. */
export interface ReceivedResult extends ExpectationResult {
  readonly notifications: readonly Notification[];
}

/** Checks what a receiver is sent during a run, of some rules or of all. */
export function evaluateReceived(
  run: Simulation,
  selector: ReceiverSelector,
  rules: readonly AlertRule[] | undefined,
  expected: ReceivedExpectation,
): ReceivedResult {
  const receiver = requireReceiver(run, selector);
  const notifications = notificationsDuring(run);
  const { window, words } = parseTimes(run, expected);
  const own = notifications.filter((one) => shortName(run, one.receiver) === receiver);
  const about = own.filter((one) => isAbout(one, rules, expected));
  const inTime = about.filter(({ at }) => !window || (run.start + window.from <= at && at <= run.start + window.to));
  const matching = inTime.filter((one) => hasTexts(run, one, expected.message));
  const { pass, count } = judgeCount(matching.length, expected);
  return {
    pass,
    expected: ["notify", receiver, ...count, words].filter((part) => part !== "").join(" "),
    reason: pass ? undefined : explain(run, { own, about, inTime, matching, rules }, expected),
    mark: window && createMark(window, run, `notify ${receiver}`),
    histories: run.alerts.filter(({ rule, periods }) => periods.length > 0 && (rules?.some(isRule(rule)) ?? true)),
    notifications,
  };
}

function judgeCount(actual: number, { times, atMost }: ReceivedExpectation) {
  const words = (number: number) => (number === 1 ? "once" : `${number} times`);
  if (times !== undefined) return { pass: actual === times, count: [words(times)] };
  if (atMost !== undefined) return { pass: actual <= atMost, count: [`at most ${words(atMost)}`] };
  return { pass: actual > 0, count: [] };
}

function isRule(rule: AlertRule["reference"]) {
  return ({ reference }: AlertRule) =>
    reference.file === rule.file && reference.group === rule.group && reference.index === rule.index;
}

/** True if one of the alerts of a notification is selected, has the labels, and is in the expected state. */
function isAbout(
  { alerts }: Notification,
  rules: readonly AlertRule[] | undefined,
  { labels: wanted = {}, status = "firing" }: ReceivedExpectation,
): boolean {
  return alerts.some(
    ({ labels, status: actual }) =>
      actual === status &&
      (rules === undefined || rules.some((rule) => mayBeOf(rule, labels))) &&
      Object.entries(wanted).every(([name, value]) => labels[name] === value),
  );
}

/** True if an alert has the name of a rule and the labels that the rule sets. */
function mayBeOf({ name, labels: own }: AlertRule, labels: Readonly<Record<string, string>>): boolean {
  return (
    labels.alertname === name &&
    Object.entries(own).every(([label, value]) => value.includes("{{") || (labels[label] ?? "") === value)
  );
}

function hasTexts(run: Simulation, notification: Notification, expected: MessageExpectation = {}): boolean {
  const wanted = Object.entries(expected);
  if (wanted.length === 0) return true;
  const texts = messageOf(run, notification);
  return wanted.every(([field, text]) => {
    const actual = texts.get(field);
    return actual !== undefined && "text" in actual && matchesText(actual.text, text);
  });
}

interface Selection {
  readonly own: readonly Notification[];
  readonly about: readonly Notification[];
  readonly inTime: readonly Notification[];
  readonly matching: readonly Notification[];
  readonly rules: readonly AlertRule[] | undefined;
}

function explain(
  run: Simulation,
  { own, about, inTime, matching }: Selection,
  { message = {}, times, atMost, status = "firing", labels }: ReceivedExpectation,
): string {
  if (own.length === 0) return "it got no notification";
  if (about.length === 0) {
    const wanted = labels === undefined ? "" : ` with the labels ${JSON.stringify(labels)}`;
    return `no notification had ${status === "firing" ? "such an alert" : "such an alert resolved"}${wanted}`;
  }
  const moments = (list: readonly Notification[]) => list.map(({ at }) => formatTime(at - run.start)).join(", ");
  if (inTime.length === 0) return `it was notified at ${moments(about)}`;
  if ((times ?? atMost) !== undefined && matching.length > 0)
    return `it was notified ${matching.length === 1 ? "once" : `${matching.length} times`}, at ${moments(matching)}`;
  return explainTexts(run, inTime[0]!, message);
}

function explainTexts(run: Simulation, notification: Notification, expected: MessageExpectation): string {
  const texts = messageOf(run, notification);
  for (const [field, wanted] of Object.entries(expected)) {
    const actual = texts.get(field);
    if (actual === undefined) {
      const known = [...texts.keys()].join(", ");
      return `${notification.integration} of it has no text "${field}": it has ${known === "" ? "none" : known}`;
    }
    if ("error" in actual) return `Alertmanager cannot render its ${field}: ${actual.error}`;
    if (matchesText(actual.text, wanted)) continue;
    const text = typeof wanted === "string" ? JSON.stringify(wanted) : String(wanted);
    return `its ${field} was expected to be\n    ${text}\n  but is\n    ${JSON.stringify(actual.text)}`;
  }
  return "no notification was as expected";
}
