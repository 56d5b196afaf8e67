import { settingMs } from "../model/project/project.js";
import type { Alert } from "../simulate/rules/alert.js";
import type { AlertHistory, AlertPeriod } from "../simulate/run/history.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { formatTime, type Mark } from "../simulate/timeline/draw.js";
import { parseTime } from "../simulate/traffic/events.js";
import type {
  FireExpectation,
  InstanceExpectation,
  PendingExpectation,
  QuietExpectation,
  ResolveExpectation,
  TimeExpectation,
} from "./expectations.js";

/** The result of checking an expectation, with everything its message shows. */
export interface ExpectationResult {
  readonly pass: boolean;
  /** The expectation in words: `fire at 6m`. */
  readonly expected: string;
  /** The difference in words, if the timeline does not show it. */
  readonly reason: string | undefined;
  readonly mark: Mark | undefined;
  readonly histories: readonly AlertHistory[];
}

/** A range of time, in milliseconds since the start of the run. */
interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

export function evaluateFiring(
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: FireExpectation,
): ExpectationResult {
  return evaluateState("firing", "fire", run, histories, expected);
}

export function evaluatePending(
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: PendingExpectation,
): ExpectationResult {
  return evaluateState("pending", "be pending", run, histories, expected);
}

function evaluateState(
  state: AlertPeriod["state"],
  verb: string,
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: FireExpectation,
): ExpectationResult {
  const moments = parseTimes(run, expected);
  const selected = histories.filter((history) => hasLabels(history, expected.labels));
  const onTime = selected.flatMap((history) => {
    const time = findTime(state, history, run, expected.at, moments.window);
    return time === undefined ? [] : [{ history, alert: history.snapshots.get(time) }];
  });
  const matching = onTime.filter(({ alert }) => alert !== undefined && hasAnnotations(alert, expected));
  const reason = explainMismatch(histories, selected, onTime[0]?.alert, expected) ?? explainTime(state, selected, run);
  return {
    pass: matching.length > 0,
    expected: [verb, moments.words].filter((part) => part !== "").join(" "),
    reason: matching.length > 0 ? undefined : reason,
    mark: moments.window && createMark(moments.window, run, verb),
    histories: selected.length > 0 ? selected : histories,
  };
}

/** Finds the evaluation at which an alert is in a state, or enters it within a window. */
function findTime(
  state: AlertPeriod["state"],
  { periods }: AlertHistory,
  run: Simulation,
  at: string | undefined,
  window: TimeWindow | undefined,
): number | undefined {
  const own = periods.filter((period) => period.state === state);
  if (!window) return own[0]?.from;
  const from = run.start + window.from;
  const to = run.start + window.to;
  if (at === undefined) return own.find((period) => from <= period.from && period.from <= to)?.from;
  const tick = run.start + Math.floor(window.to / run.step) * run.step;
  return own.some((period) => period.from <= tick && tick < (period.to ?? Number.POSITIVE_INFINITY)) ? tick : undefined;
}

export function evaluateResolving(
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: ResolveExpectation,
  isNegated: boolean,
): ExpectationResult {
  const { window, words } = parseTimes(run, expected);
  const selected = histories.filter((history) => hasLabels(history, expected.labels));
  const from = run.start + (window?.from ?? 0);
  const to = run.start + (window?.to ?? run.end - run.start);
  const firing = ({ periods }: AlertHistory) => periods.filter(({ state }) => state === "firing");
  const fired = selected.filter((history) => firing(history).some((period) => period.from <= to));
  const isOver = (history: AlertHistory) => {
    const before = firing(history).filter((period) => period.from <= to);
    const last = before.at(-1)?.to;
    return last !== undefined && last <= to && (expected.at !== undefined || from <= last);
  };
  // An alert that fires again did resolve: `not.toResolve` is about each time, `toResolve` about the last.
  const everEnded = (history: AlertHistory) =>
    firing(history).some(({ to: end }) => end !== undefined && from <= end && end <= to);
  const hasResolved = isNegated && expected.at === undefined ? everEnded : isOver;
  return {
    pass: fired.length > 0 && fired.every(hasResolved),
    expected: ["resolve", words].filter((part) => part !== "").join(" "),
    reason: fired.length > 0 ? undefined : "it never fired",
    mark: window && createMark(window, run, "resolve"),
    histories: selected.length > 0 ? selected : histories,
  };
}

export function evaluateQuiet(
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: QuietExpectation,
): ExpectationResult {
  const from = run.start + (expected.from === undefined ? 0 : parseTime(expected.from));
  const to = expected.until === undefined ? run.end : run.start + parseTime(expected.until);
  const selected = histories.filter((history) => hasLabels(history, expected.labels));
  const firing = selected.filter(({ periods }) =>
    periods.some((period) => period.state === "firing" && period.from <= to && from < (period.to ?? run.end + 1)),
  );
  const words = [
    ...(expected.from === undefined ? [] : [`from ${expected.from} on`]),
    ...(expected.until === undefined ? [] : [`until ${expected.until}`]),
  ];
  const window = { from: from - run.start, to: to - run.start };
  return {
    pass: firing.length === 0,
    expected: ["stay quiet", ...words].join(" "),
    reason: undefined,
    mark: words.length === 0 ? undefined : createMark(window, run, "stay quiet"),
    histories: firing.length > 0 ? firing : selected,
  };
}

/** Returns the expected time in words and as a window; undefined if any time is accepted. */
export function parseTimes(
  run: Simulation,
  { at, after, within }: TimeExpectation & { readonly at?: string | undefined },
) {
  if (at !== undefined) {
    if (after !== undefined || within !== undefined) throw new Error("use either at, or after and within");
    const time = parseTimeInRun(run, at);
    return { words: `at ${at}`, window: { from: time, to: time } };
  }
  if (after === undefined && within === undefined) return { words: "", window: undefined };
  const from = after === undefined ? 0 : parseTimeInRun(run, after);
  const to = within === undefined ? firstEvaluationAfter(from, run) : parseTimeInRun(run, within);
  if (to < from) throw new Error(`within ${within} ends before after ${after}`);
  const words = [
    ...(after === undefined ? [] : [`after ${after}`]),
    ...(within === undefined ? [] : [`within ${within}`]),
  ];
  return { words: words.join(", "), window: { from, to } };
}

/** Returns the first evaluation that sees a change: the change is scraped first, and then evaluated. */
function firstEvaluationAfter(time: number, { settings, step }: Simulation): number {
  return Math.ceil((time + settingMs(settings.scrapeInterval)) / step) * step;
}

function parseTimeInRun(run: Simulation, text: string): number {
  const time = parseTime(text as Parameters<typeof parseTime>[0]);
  if (time <= run.end - run.start) return time;
  throw new Error(`${text} is after the end of the run, which lasts ${formatTime(run.end - run.start)}`);
}

export function createMark({ from, to }: TimeWindow, run: Simulation, text: string): Mark {
  return { from, to: Math.min(to, run.end - run.start), text };
}

function hasLabels({ labels }: AlertHistory, expected: InstanceExpectation["labels"] = {}): boolean {
  return Object.entries(expected).every(([name, value]) => labels[name] === value);
}

function hasAnnotations({ annotations }: Alert, { annotations: expected = {} }: InstanceExpectation): boolean {
  return Object.entries(expected).every(([name, text]) => matchesText(annotations[name], text));
}

export function matchesText(text: string | undefined, expected: string | RegExp): boolean {
  if (text === undefined) return false;
  return typeof expected === "string" ? text === expected : expected.test(text);
}

/** Explains a difference in time. */
function explainTime(state: AlertPeriod["state"], selected: readonly AlertHistory[], run: Simulation): string {
  const periods = selected.flatMap((history) => history.periods);
  const starts = periods.filter((period) => period.state === state).map(({ from }) => from - run.start);
  if (starts.length > 0) return `it began at ${formatTime(Math.min(...starts))}`;
  if (periods.length === 0) return "it never did";
  return state === "firing" ? "it was only pending" : "it was never pending";
}

/** Explains a difference in labels or annotations. */
function explainMismatch(
  histories: readonly AlertHistory[],
  selected: readonly AlertHistory[],
  alert: Alert | undefined,
  { labels, annotations = {} }: InstanceExpectation,
): string | undefined {
  if (histories.length > 0 && selected.length === 0) return `no alert has the labels ${JSON.stringify(labels)}`;
  if (!alert) return undefined;
  const mismatch = Object.entries(annotations).find(([name, text]) => !matchesText(alert.annotations[name], text));
  if (!mismatch) return undefined;
  const [name, text] = mismatch;
  const actual = alert.annotations[name];
  const difference = actual === undefined ? "but it is missing" : `but is\n    ${JSON.stringify(actual)}`;
  return `its annotation ${name} was expected to be\n    ${typeof text === "string" ? JSON.stringify(text) : text}\n  ${difference}`;
}
