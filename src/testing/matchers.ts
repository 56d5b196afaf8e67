import type { AlertHistory } from "../simulate/run/history.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { drawTimelines } from "../simulate/timeline/draw.js";
import { historiesOf, type Meant, meantRules, nameOf } from "./alert-selector.js";
import { judgeFiring, judgePending, judgeQuiet, judgeResolving, type Verdict } from "./evaluate-expectations.js";
import type { Firing, Pending, Quiet, Resolving } from "./expectations.js";
import { styleHere } from "./terminal-style.js";

/** What `expect(run)` can say of a simulation. */
export interface SimulationMatchers<Result = void> {
  /**
   * The alert fires, at some time or at the time given.
   *
   * @example
   * expect(run).toFire(highErrorRatio, { after: "5m", labels: { app: "user-service" } });
   */
  toFire(alert: Meant, expected?: Firing): Result;
  /**
   * The alert does not fire; without an alert, none of the system's does.
   *
   * @example
   * expect(run).toStayQuiet(highErrorRatio, { until: "5m" });
   */
  toStayQuiet(alert?: Meant, expected?: Quiet): Result;
  /**
   * What the alert looks for is there, but not for long enough yet.
   *
   * @example
   * expect(run).toBePending(highErrorRatio, { at: "3m" });
   */
  toBePending(alert: Meant, expected?: Pending): Result;
  /**
   * The alert fires, and stops.
   *
   * @example
   * expect(run).toResolve(highErrorRatio, { after: "30m", within: "40m" });
   */
  toResolve(alert: Meant, expected?: Resolving): Result;
}

type Judge<Expected> = (run: Simulation, histories: readonly AlertHistory[], expected: Expected) => Verdict;

function matcher<Expected extends object>(judge: Judge<Expected>) {
  return (received: unknown, meant?: Meant, expected?: Expected) => {
    const run = simulationIn(received);
    const rules = meantRules(run, meant);
    const verdict = judge(run, historiesOf(run, rules), expected ?? ({} as Expected));
    return { pass: verdict.pass, message: () => messageOf(run, rules, nameOf(meant), verdict) };
  };
}

/** The matchers, for `expect.extend`. */
export const matchers = {
  toFire: matcher(judgeFiring),
  toStayQuiet: matcher(judgeQuiet),
  toBePending: matcher(judgePending),
  toResolve: matcher(judgeResolving),
};

function simulationIn(received: unknown): Simulation {
  if (typeof received === "object" && received !== null && (received as { kind?: unknown }).kind === "simulation") {
    return received as Simulation;
  }
  const hint = received instanceof Promise ? ": write await before it" : "";
  throw new TypeError(`what was expected to fire or stay quiet is no simulation${hint}`);
}

/** Read where the verdict is not what was wanted: passed where `.not` stood, or not passed. */
function messageOf(
  run: Simulation,
  rules: ReturnType<typeof meantRules>,
  name: string,
  { pass, expected, reason, mark, shown }: Verdict,
): string {
  const headline = `expected ${name} ${pass ? "not " : ""}to ${expected}${reason === undefined ? "" : `, but ${reason}`}`;
  const shownMark = mark && { ...mark, text: `expected ${pass ? "not " : ""}to ${mark.text}` };
  return `${headline}\n\n${drawTimelines(run, rules, shown, shownMark, styleHere())}`;
}
