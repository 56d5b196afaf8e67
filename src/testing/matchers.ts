import { describeType } from "../model/definition/describe-type.js";
import { mutationSession } from "../mutate/session.js";
import { ruleKey } from "../simulate/rules/group.js";
import type { AlertHistory } from "../simulate/run/history.js";
import type { AlertRule } from "../simulate/run/rule-sources.js";
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
import { evaluateNotification, inhibitorsOf } from "./evaluate-notification.js";
import { evaluateSelected } from "./evaluate-selected.js";
import type {
  FireExpectation,
  NotificationExpectation,
  PendingExpectation,
  QuietExpectation,
  ResolveExpectation,
} from "./expectations.js";
import { terminalStyle } from "./terminal-style.js";

/** Matchers for simulations, as in `expect(run).toFire(alert)`. */
export interface SimulationMatchers<Result = void> {
  /**
   * The alert fires, at any time or at the given time.
   *
   * @example
   * expect(run).toFire(highErrorRate, { after: "5m", labels: { app: "user-service" } });
   */
  toFire(alert: AlertSelector, expected?: FireExpectation): Result;
  /**
   * The alert does not fire; without an argument, no alert of the system does.
   *
   * @example
   * expect(run).toStayQuiet(highErrorRate, { until: "5m" });
   */
  toStayQuiet(alert?: AlertSelector, expected?: QuietExpectation): Result;
  /**
   * The alert is pending: its condition holds, but not for long enough yet.
   *
   * @example
   * expect(run).toBePending(highErrorRate, { at: "3m" });
   */
  toBePending(alert: AlertSelector, expected?: PendingExpectation): Result;
  /**
   * The alert fires, and then stops firing.
   *
   * @example
   * expect(run).toResolve(highErrorRate, { after: "30m", within: "40m" });
   */
  toResolve(alert: AlertSelector, expected?: ResolveExpectation): Result;
  /**
   * The alert fires, and Alertmanager sends it to these receivers, and to no others, with this timing.
   *
   * @example
   * expect(run).toNotify(highErrorRate, { receivers: ["on-call", "team"], repeatInterval: "1h" });
   */
  toNotify(alert: AlertSelector, expected: NotificationExpectation): Result;
}

type EvaluateExpectation<Expected> = (
  run: Simulation,
  histories: readonly AlertHistory[],
  expected: Expected,
  /** True for `expect(run).not`. */
  isNegated: boolean,
) => ExpectationResult;

function createMatcher<Expected extends object>(name: string, evaluate: EvaluateExpectation<Expected>) {
  return function match(
    this: { readonly isNot?: boolean },
    received: unknown,
    ...parameters: readonly [selector?: AlertSelector, expected?: Expected]
  ) {
    const run = asSimulation(received);
    const [selector, expected] = parameters;
    requireSelector(name, parameters);
    const rules = selectRules(run, selector);
    const isRouted = evaluate === evaluateNotification;
    recordAssertion(selector, rules, isRouted);
    const needed = isRouted ? [...rules, ...inhibitorsOf(run, rules)] : rules;
    const evaluated = evaluateSelected(run, selector === undefined ? undefined : needed);
    const histories = selectHistories(evaluated, rules);
    const result = evaluate(evaluated, histories, expected ?? ({} as Expected), this.isNot === true);
    return { pass: result.pass, message: () => failureMessage(evaluated, rules, describeSelector(selector), result) };
  };
}

/** Only `toStayQuiet()` takes no alert. An alert that is undefined would stand for every alert. */
function requireSelector(name: string, parameters: readonly unknown[]): void {
  const [selector] = parameters;
  const isOptional = name === "toStayQuiet" && parameters.length !== 1;
  if (selector === undefined && isOptional) return;
  for (const alert of Array.isArray(selector) ? selector : [selector]) {
    if (typeof alert === "string" || (typeof alert === "object" && alert !== null)) continue;
    throw new TypeError(`${name}(…) needs an alert, but got ${describeType(alert)}`);
  }
}

/** The matchers, for `expect.extend`. */
export const matchers = {
  toFire: createMatcher("toFire", evaluateFiring),
  toStayQuiet: createMatcher("toStayQuiet", evaluateQuiet),
  toBePending: createMatcher("toBePending", evaluatePending),
  toResolve: createMatcher("toResolve", evaluateResolving),
  toNotify: createMatcher("toNotify", evaluateNotification),
};

/** In a mutation test, records which rules a test looks at. */
function recordAssertion(selector: AlertSelector | undefined, rules: readonly AlertRule[], hasRouting: boolean): void {
  const reach = mutationSession()?.reach;
  if (!reach) return;
  const keys = selector === undefined ? reach.watched : reach.named;
  for (const { reference } of rules) keys.add(ruleKey(reference));
  reach.assertions += 1;
  reach.hasRouting ||= hasRouting;
}

function asSimulation(received: unknown): Simulation {
  if (typeof received === "object" && received !== null && (received as { kind?: unknown }).kind === "simulation") {
    return received as Simulation;
  }
  const hint = received instanceof Promise ? "a promise: write await simulate(…)" : "something else";
  throw new TypeError(`expect(…) needs the result of simulate(…), but got ${hint}`);
}

/** Explains a failed matcher; with `.not`, the result passed. */
function failureMessage(
  run: Simulation,
  rules: ReturnType<typeof selectRules>,
  name: string,
  { pass, expected, reason, mark, histories }: ExpectationResult,
): string {
  const headline = `expected ${name} ${pass ? "not " : ""}to ${expected}${reason === undefined ? "" : `, but ${reason}`}`;
  // Nobody reads how a test notices a mutant, and drawing takes longer than the test.
  if (mutationSession()?.mutant) return headline;
  const shownMark = mark && { ...mark, text: `expected ${pass ? "not " : ""}to ${mark.text}` };
  return `${headline}\n\n${drawTimelines(run, rules, histories, shownMark, terminalStyle())}`;
}
