import { describeType } from "../model/definition/describe-type.js";
import type { SystemFacts } from "../model/system/system.js";
import { mutationSession } from "../mutate/session.js";
import { ruleKey } from "../simulate/rules/group.js";
import { evaluatedParts } from "../simulate/run/evaluated-parts.js";
import type { AlertHistory } from "../simulate/run/history.js";
import { type AlertRule, collectAlertRules } from "../simulate/run/rule-sources.js";
import type { Simulation } from "../simulate/run/simulation.js";
import { drawTimelines } from "../simulate/timeline/draw.js";
import { type AlertSelector, describeSelector, selectHistories, selectRules } from "./alert-selector.js";
import { drawNotifications } from "./draw-notifications.js";
import {
  type ExpectationResult,
  evaluateFiring,
  evaluatePending,
  evaluateQuiet,
  evaluateResolving,
} from "./evaluate-expectations.js";
import { evaluateMaxPages } from "./evaluate-max-pages.js";
import { evaluateNotification, inhibitorsOf } from "./evaluate-notification.js";
import { evaluateReceived } from "./evaluate-received.js";
import { evaluateRoutes } from "./evaluate-routes.js";
import { evaluateSelected } from "./evaluate-selected.js";
import type {
  FireExpectation,
  NotificationExpectation,
  PendingExpectation,
  QuietExpectation,
  ReceivedExpectation,
  ResolveExpectation,
  RouteCase,
} from "./expectations.js";
import { compileSystem } from "./project.js";
import type { ReceiverSelector } from "./simulate-notifications.js";
import { terminalStyle } from "./terminal-style.js";
import { unlessUnchanged } from "./unless-unchanged.js";

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
  /**
   * Alertmanager notifies the receiver: at any time or in time, of any alert or of one, with these texts.
   *
   * @example
   * expect(run).toNotify("on-call", { alert: highErrorRate, within: "7m", message: { title: /HighErrorRate/ } });
   * @example
   * expect(run).not.toNotify("on-call");
   */
  toNotify(receiver: ReceiverSelector, expected?: ReceivedExpectation): Result;
  /**
   * No receiver gets more notifications about firing alerts than its `maxPages`: the run is the incident. With a list of runs
   * of several systems, their notifications are added up where they share a receiver.
   *
   * @example
   * const run = await simulate(shop, { series: [traffic(cart.http)], events: [outage(database, { at: "5m" })], for: "2h" });
   * expect(run).toStayWithinMaxPages();
   * @example
   * expect([shopRun, dataRun]).toStayWithinMaxPages();
   */
  toStayWithinMaxPages(): Result;
  /**
   * The alerts of a system reach exactly these receivers: a table, without a simulation.
   *
   * @example
   * await expect(shop).toRoute([
   *   { alert: cartFails, receivers: ["on-call", "team"] },
   *   { alert: cartIsSlow, while: cartFails, labels: { app: "cart" }, receivers: [] },
   * ]);
   */
  toRoute(cases: readonly RouteCase[], options?: { readonly environment?: string }): Promise<void>;
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
  toFire: unlessUnchanged(createMatcher("toFire", evaluateFiring)),
  toStayQuiet: unlessUnchanged(createMatcher("toStayQuiet", evaluateQuiet)),
  toBePending: unlessUnchanged(createMatcher("toBePending", evaluatePending)),
  toResolve: unlessUnchanged(createMatcher("toResolve", evaluateResolving)),
  toNotify: unlessUnchanged(matchNotification),
  toStayWithinMaxPages: unlessUnchanged(matchMaxPages),
  toRoute: unlessUnchanged(matchRoutes),
};

const matchRecipients = createMatcher("toNotify", evaluateNotification);

/** With a list of receivers, the recipients of an alert; without one, what a receiver is sent. */
function matchNotification(
  this: { readonly isNot?: boolean },
  received: unknown,
  ...parameters: readonly [AlertSelector | ReceiverSelector, (NotificationExpectation | ReceivedExpectation)?]
) {
  const [selector, expected = {}] = parameters;
  if ("receivers" in expected) return matchRecipients.call(this, received, selector as AlertSelector, expected);
  if (!isReceiver(selector)) {
    throw new TypeError(
      'toNotify(…) needs a receiver, as in toNotify("on-call"), or an alert with a list of receivers, as in toNotify(alert, { receivers: ["on-call"] })',
    );
  }
  const run = asSimulation(received);
  const rules = expected.alert === undefined ? undefined : selectRules(run, expected.alert);
  recordAssertion(expected.alert, rules ?? run.rules, true);
  const evaluated = evaluateSelected(run, undefined);
  const result = evaluateReceived(evaluated, selector, rules, expected);
  const name = expected.alert === undefined ? "the run" : describeSelector(expected.alert);
  const drawn = () => drawNotifications(evaluated, result.notifications);
  return { pass: result.pass, message: () => failureMessage(evaluated, rules ?? run.rules, name, result, drawn) };
}

function matchMaxPages(this: { readonly isNot?: boolean }, received: unknown) {
  const runs = Array.isArray(received) && received.length > 0 ? received.map(asSimulation) : [asSimulation(received)];
  const evaluated = runs.map((run) => {
    recordAssertion(undefined, run.rules, true);
    return evaluateSelected(run, undefined);
  });
  const result = evaluateMaxPages(evaluated);
  const first = evaluated[0]!;
  const drawn = () =>
    evaluated
      .map((run, index) => {
        const lines = drawNotifications(run, result.notifications[index]!);
        return runs.length === 1 ? lines : `  ${run.system.name}\n${lines}`;
      })
      .join("\n");
  const name = runs.length === 1 ? "the run" : "the runs";
  return { pass: result.pass, message: () => failureMessage(first, first.rules, name, result, drawn) };
}

function isReceiver(selector: unknown): selector is ReceiverSelector {
  if (typeof selector === "string") return true;
  return typeof selector === "object" && selector !== null && (selector as { kind?: unknown }).kind === "receiver";
}

/** Compares a table of cases with the routes of a system. */
async function matchRoutes(
  received: unknown,
  cases: readonly RouteCase[],
  options: { readonly environment?: string } = {},
) {
  if (typeof received !== "object" || received === null || (received as { kind?: unknown }).kind !== "system") {
    throw new TypeError(`toRoute(…) needs a system: expect(shop).toRoute([ … ]), but got ${describeType(received)}`);
  }
  if (!Array.isArray(cases) || cases.length === 0) throw new TypeError("toRoute(…) needs a list of cases");
  const { system, settings, artifacts } = await compileSystem(received as SystemFacts, options.environment);
  const session = mutationSession();
  const mutant = session?.mutant;
  const parts = evaluatedParts(mutant ? session.simulations.apply(mutant, artifacts) : artifacts);
  const routed = { system, settings, rules: collectAlertRules(parts.rules), routing: parts.routing };
  const { pass, table, failures, rules } = evaluateRoutes(routed, cases);
  session?.reach?.systems.add(system.name);
  recordAssertion([], rules, true);
  const subject = `${failures} of ${cases.length} ${cases.length === 1 ? "case is" : "cases are"}`;
  const headline = pass ? "all cases are routed as in the table" : `${subject} routed elsewhere`;
  return { pass, message: () => `${headline}\n\n${table}` };
}

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
  drawFirst?: () => string,
): string {
  const headline = `expected ${name} ${pass ? "not " : ""}to ${expected}${reason === undefined ? "" : `, but ${reason}`}`;
  // Nobody reads how a test notices a mutant, and drawing takes longer than the test.
  if (mutationSession()?.mutant) return headline;
  const shownMark = mark && { ...mark, text: `expected ${pass ? "not " : ""}to ${mark.text}` };
  const first = drawFirst === undefined ? "" : `${drawFirst()}\n\n`;
  return `${headline}\n\n${first}${drawTimelines(run, rules, histories, shownMark, terminalStyle())}`;
}
