import { settingMs } from "../model/project/project.js";
import type { Alert } from "../simulate/rules/alert.js";
import type { AlertHistory, Period } from "../simulate/run/history.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { type Mark, timeText } from "../simulate/timeline/draw.js";
import { timeOf } from "../simulate/traffic/events.js";
import type { Firing, Pending, Quiet, Resolving, Told, When } from "./expectations.js";

/** Whether a run is as expected; what was expected, in words and on the time axis; what it concerns. */
export interface Verdict {
  readonly pass: boolean;
  /** What was expected: `fire at 6m`. */
  readonly expected: string;
  /** What is wrong where it is more than the time. */
  readonly reason: string | undefined;
  readonly mark: Mark | undefined;
  readonly shown: readonly AlertHistory[];
}

/** Times within a run, as milliseconds since its start. */
interface Window {
  readonly from: number;
  readonly to: number;
}

export function judgeFiring(run: Simulation, histories: readonly AlertHistory[], expected: Firing): Verdict {
  return judgeState("firing", "fire", run, histories, expected);
}

export function judgePending(run: Simulation, histories: readonly AlertHistory[], expected: Pending): Verdict {
  return judgeState("pending", "be pending", run, histories, expected);
}

function judgeState(
  state: Period["state"],
  verb: string,
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: Firing,
): Verdict {
  const moments = timesOf(run, expected);
  const meant = histories.filter((history) => hasLabels(history, expected.labels));
  const inTime = meant.flatMap((history) => {
    const time = timeIn(state, history, run, expected.at, moments.window);
    return time === undefined ? [] : [{ history, alert: history.seen.get(time) }];
  });
  const told = inTime.filter(({ alert }) => alert !== undefined && says(alert, expected));
  const reason = reasonOf(histories, meant, inTime[0]?.alert, expected) ?? timeReason(state, meant, run);
  return {
    pass: told.length > 0,
    expected: [verb, moments.words].filter((part) => part !== "").join(" "),
    reason: told.length > 0 ? undefined : reason,
    mark: moments.window && markOf(moments.window, run, verb),
    shown: meant.length > 0 ? meant : histories,
  };
}

/** The evaluation at which an alert is, or begins to be, in a state within a window. */
function timeIn(
  state: Period["state"],
  { periods }: AlertHistory,
  run: Simulation,
  at: string | undefined,
  window: Window | undefined,
): number | undefined {
  const own = periods.filter((period) => period.state === state);
  if (!window) return own[0]?.from;
  const from = run.start + window.from;
  const to = run.start + window.to;
  if (at === undefined) return own.find((period) => from <= period.from && period.from <= to)?.from;
  const tick = run.start + Math.floor(window.to / run.step) * run.step;
  return own.some((period) => period.from <= tick && tick < (period.to ?? Number.POSITIVE_INFINITY)) ? tick : undefined;
}

export function judgeResolving(run: Simulation, histories: readonly AlertHistory[], expected: Resolving): Verdict {
  const { window, words } = timesOf(run, expected);
  const meant = histories.filter((history) => hasLabels(history, expected.labels));
  const from = run.start + (window?.from ?? 0);
  const to = run.start + (window?.to ?? run.end - run.start);
  const firing = ({ periods }: AlertHistory) => periods.filter(({ state }) => state === "firing");
  const fired = meant.filter((history) => firing(history).some((period) => period.from <= to));
  const isOver = (history: AlertHistory) => {
    const before = firing(history).filter((period) => period.from <= to);
    const last = before.at(-1)?.to;
    return last !== undefined && last <= to && (expected.at !== undefined || from <= last);
  };
  return {
    pass: fired.length > 0 && fired.every(isOver),
    expected: ["resolve", words].filter((part) => part !== "").join(" "),
    reason: fired.length > 0 ? undefined : "it never fired",
    mark: window && markOf(window, run, "resolve"),
    shown: meant.length > 0 ? meant : histories,
  };
}

export function judgeQuiet(run: Simulation, histories: readonly AlertHistory[], expected: Quiet): Verdict {
  const from = run.start + (expected.from === undefined ? 0 : timeOf(expected.from));
  const to = expected.until === undefined ? run.end : run.start + timeOf(expected.until);
  const meant = histories.filter((history) => hasLabels(history, expected.labels));
  const loud = meant.filter(({ periods }) =>
    periods.some((period) => period.state === "firing" && period.from <= to && from < (period.to ?? run.end + 1)),
  );
  const words = [
    ...(expected.from === undefined ? [] : [`from ${expected.from} on`]),
    ...(expected.until === undefined ? [] : [`until ${expected.until}`]),
  ];
  const window = { from: from - run.start, to: to - run.start };
  return {
    pass: loud.length === 0,
    expected: ["stay quiet", ...words].join(" "),
    reason: undefined,
    mark: words.length === 0 ? undefined : markOf(window, run, "stay quiet"),
    shown: loud.length > 0 ? loud : meant,
  };
}

/** When it is to be, in words, and as a window: undefined where any time will do. */
function timesOf(run: Simulation, { at, after, within }: When & { readonly at?: string | undefined }) {
  if (at !== undefined) {
    if (after !== undefined || within !== undefined) throw new Error("say either at, or after and within");
    const time = inRun(run, at);
    return { words: `at ${at}`, window: { from: time, to: time } };
  }
  if (after === undefined && within === undefined) return { words: "", window: undefined };
  const from = after === undefined ? 0 : inRun(run, after);
  const to = within === undefined ? soonestAfter(from, run) : inRun(run, within);
  if (to < from) throw new Error(`within ${within} ends before after ${after}`);
  const words = [
    ...(after === undefined ? [] : [`after ${after}`]),
    ...(within === undefined ? [] : [`within ${within}`]),
  ];
  return { words: words.join(", "), window: { from, to } };
}

/** What begins between two scrapes is seen by the second, and by rules when they are evaluated next. */
function soonestAfter(time: number, { settings, step }: Simulation): number {
  return Math.ceil((time + settingMs(settings.scrapeInterval)) / step) * step;
}

function inRun(run: Simulation, text: string): number {
  const time = timeOf(text as Parameters<typeof timeOf>[0]);
  if (time <= run.end - run.start) return time;
  throw new Error(`${text} is after the end of the run, which lasts ${timeText(run.end - run.start)}`);
}

function markOf({ from, to }: Window, run: Simulation, text: string): Mark {
  return { from, to: Math.min(to, run.end - run.start), text };
}

function hasLabels({ labels }: AlertHistory, expected: Told["labels"] = {}): boolean {
  return Object.entries(expected).every(([name, value]) => labels[name] === value);
}

function says({ annotations }: Alert, { annotations: expected = {} }: Told): boolean {
  return Object.entries(expected).every(([name, text]) => matches(annotations[name], text));
}

function matches(text: string | undefined, expected: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof expected === "string" ? text === expected : expected.test(text);
}

/** What was so instead, where it is a matter of time. */
function timeReason(state: Period["state"], meant: readonly AlertHistory[], run: Simulation): string {
  const periods = meant.flatMap((history) => history.periods);
  const begun = periods.filter((period) => period.state === state).map(({ from }) => from - run.start);
  if (begun.length > 0) return `it began to at ${timeText(Math.min(...begun))}`;
  if (periods.length === 0) return "it never did";
  return state === "firing" ? "it was only pending" : "it was never only pending";
}

/** What is wrong when it is not the time, or not the time alone. */
function reasonOf(
  histories: readonly AlertHistory[],
  meant: readonly AlertHistory[],
  alert: Alert | undefined,
  { labels, annotations = {} }: Told,
): string | undefined {
  if (histories.length > 0 && meant.length === 0) return `none has the labels ${JSON.stringify(labels)}`;
  if (!alert) return undefined;
  const wrong = Object.entries(annotations).find(([name, text]) => !matches(alert.annotations[name], text));
  if (!wrong) return undefined;
  const [name, text] = wrong;
  const said = alert.annotations[name];
  const got = said === undefined ? "it has none" : `it says\n    ${JSON.stringify(said)}`;
  return `its annotation ${name} was expected to be\n    ${typeof text === "string" ? JSON.stringify(text) : text}\n  ${got}`;
}
