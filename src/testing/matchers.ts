import type { AlertHistory } from "../simulate/run/history.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { drawTimelines } from "../simulate/timeline/draw.js";
import { type AlertSelector, describeSelector, selectHistories, selectRules } from "./alert-selector.js";
import {
  type ExpectationResult,
  evaluateFiring,
  evaluatePending,
  evaluateQuiet,
  evaluateResolving,
} from "./evaluate-expectations.js";
import type { FireExpectation, PendingExpectation, QuietExpectation, ResolveExpectation } from "./expectations.js";
import { terminalStyle } from "./terminal-style.js";

/** What `expect(run)` can say of a simulation. */
export interface SimulationMatchers<Result = void> {
  /**
   * The alert fires, at some time or at the time given.
   *
   * @example
   * expect(run).toFire(highErrorRatio, { after: "5m", labels: { app: "user-service" } });
   */
  toFire(alert: AlertSelector, expected?: FireExpectation): Result;
  /**
   * The alert does not fire; without an alert, none of the system's does.
   *
   * @example
   * expect(run).toStayQuiet(highErrorRatio, { until: "5m" });
   */
  toStayQuiet(alert?: AlertSelector, expected?: QuietExpectation): Result;
  /**
   * What the alert looks for is there, but not for long enough yet.
   *
   * @example
   * expect(run).toBePending(highErrorRatio, { at: "3m" });
   */
  toBePending(alert: AlertSelector, expected?: PendingExpectation): Result;
  /**
   * The alert fires, and stops.
   *
   * @example
   * expect(run).toResolve(highErrorRatio, { after: "30m", within: "40m" });
   */
  toResolve(alert: AlertSelector, expected?: ResolveExpectation): Result;
}

type EvaluateExpectation<Expected> = (
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: Expected,
) => ExpectationResult;

function createMatcher<Expected extends object>(judge: EvaluateExpectation<Expected>) {
  return (received: unknown, meant?: AlertSelector, expected?: Expected) => {
    const run = asSimulation(received);
    const rules = selectRules(run, meant);
    const verdict = judge(run, selectHistories(run, rules), expected ?? ({} as Expected));
    return { pass: verdict.pass, message: () => failureMessage(run, rules, describeSelector(meant), verdict) };
  };
}

/** The matchers, for `expect.extend`. */
export const matchers = {
  toFire: createMatcher(evaluateFiring),
  toStayQuiet: createMatcher(evaluateQuiet),
  toBePending: createMatcher(evaluatePending),
  toResolve: createMatcher(evaluateResolving),
};

function asSimulation(received: unknown): Simulation {
  if (typeof received === "object" && received !== null && (received as { kind?: unknown }).kind === "simulation") {
    return received as Simulation;
  }
  const hint = received instanceof Promise ? ": write await before it" : "";
  throw new TypeError(`what was expected to fire or stay quiet is no simulation${hint}`);
}

/** Read where the verdict is not what was wanted: passed where `.not` stood, or not passed. */
function failureMessage(
  run: Simulation,
  rules: ReturnType<typeof selectRules>,
  name: string,
  { pass, expected, reason, mark, shown }: ExpectationResult,
): string {
  const headline = `expected ${name} ${pass ? "not " : ""}to ${expected}${reason === undefined ? "" : `, but ${reason}`}`;
  const shownMark = mark && { ...mark, text: `expected ${pass ? "not " : ""}to ${mark.text}` };
  return `${headline}\n\n${drawTimelines(run, rules, shown, shownMark, terminalStyle())}`;
}
