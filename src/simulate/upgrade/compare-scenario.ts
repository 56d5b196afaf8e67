import { isAlertingRule } from "../../formats/prometheus/types.js";
import { type Expr, formatDuration, postOrder, print } from "../../promql/index.js";
import { ruleKey } from "../rules/group.js";
import type { RuleNode } from "../rules/rule-graph.js";
import type { AlertHistory, AlertPeriod } from "../run/history.js";
import { removeFilters } from "../smoke/remove-filters.js";
import { type Cause, findCause } from "./cause.js";
import { noError, type RuleDifference } from "./difference.js";
import { findDifferingTimes } from "./query-result.js";
import type { ReleaseRun } from "./release-run.js";
import type { Scenario } from "./scenario.js";
import { showSeries } from "./show-series.js";

/** Compares every rule of a scenario that both releases can load. */
export function compareScenario(scenario: Scenario): RuleDifference[] {
  const after = new Map(scenario.after.graph.nodes.map((node) => [ruleKey(node.reference), node]));
  return scenario.before.graph.nodes.flatMap((node) => {
    const other = after.get(ruleKey(node.reference));
    return node.expr && other?.expr ? (compareRule(node, other, scenario) ?? []) : [];
  });
}

function compareRule(node: RuleNode, other: RuleNode, scenario: Scenario): RuleDifference | undefined {
  return (
    compareFailures(node, scenario) ?? compareStates(node, other, scenario) ?? compareValues(node, other, scenario)
  );
}

function describe(node: RuleNode, scenario: Scenario) {
  const { reference: rule, rule: data } = node;
  const { name: scenarioName, span } = scenario;
  const isAlert = isAlertingRule(data);
  return {
    ...{ rule, kind: isAlert ? ("alert" as const) : ("record" as const), name: isAlert ? data.alert : data.record },
    ...{ scenario: scenarioName, span },
  };
}

/** Compares the first evaluations that fail. */
function compareFailures(node: RuleNode, scenario: Scenario): RuleDifference | undefined {
  const first = ({ problems }: ReleaseRun) => problems.find(({ rule }) => ruleKey(rule) === ruleKey(node.reference));
  const [before, after] = [first(scenario.before), first(scenario.after)];
  if ((before === undefined) === (after === undefined)) return undefined;
  return {
    ...describe(node, scenario),
    ...{ differs: "failure", labels: "{}", at: (before ?? after)!.at - scenario.period.start },
    before: { value: before?.message ?? noError },
    after: { value: after?.message ?? noError },
  };
}

/** Compares the states of an alert over time. */
function compareStates(node: RuleNode, other: RuleNode, scenario: Scenario): RuleDifference | undefined {
  const [before, after] = [historiesOf(node, scenario.before), historiesOf(node, scenario.after)];
  for (const labels of new Set([...before.keys(), ...after.keys()])) {
    const [one, two] = [before.get(labels) ?? [], after.get(labels) ?? []];
    const time = firstChange(one, two);
    if (time === undefined) continue;
    const found = firstCause(node.expr!, other.expr!, scenario, time);
    if (found?.cause.isRounding) continue;
    return {
      ...describe(node, scenario),
      ...{ differs: "state", labels, at: (found?.time ?? time) - scenario.period.start },
      before: { state: describePeriods(one, two, scenario), value: found?.cause.difference.before ?? "the same" },
      after: { state: describePeriods(two, one, scenario), value: found?.cause.difference.after ?? "the same" },
      ...(found && describeCause(node, found, scenario)),
    };
  }
  return undefined;
}

function historiesOf({ reference }: RuleNode, { alerts }: ReleaseRun): ReadonlyMap<string, AlertHistory["periods"]> {
  const own = alerts.filter(({ rule }) => ruleKey(rule) === ruleKey(reference));
  return new Map(own.map(({ labels, periods }) => [formatLabels(labels), periods]));
}

function formatLabels(labels: AlertHistory["labels"]): string {
  const texts = Object.entries(labels).flatMap(([name, value]) =>
    name === "alertname" ? [] : [`${name}=${JSON.stringify(value)}`],
  );
  return `{${texts.sort().join(", ")}}`;
}

/** The first time from which the states differ. */
function firstChange(one: readonly AlertPeriod[], two: readonly AlertPeriod[]): number | undefined {
  const bounds = [...one, ...two].flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
  return bounds.sort((a, b) => a - b).find((time) => stateAt(one, time) !== stateAt(two, time));
}

function stateAt(periods: readonly AlertPeriod[], time: number): AlertPeriod["state"] | undefined {
  return periods.find(({ from, to }) => from <= time && (to === undefined || time < to))?.state;
}

/** Describes the periods of an alert that it does not have with the other release. */
function describePeriods(
  periods: readonly AlertPeriod[],
  others: readonly AlertPeriod[],
  { period: { start } }: Scenario,
): string {
  if (periods.length === 0) return "is never active";
  const own = periods.filter((one) => !others.some((other) => isSamePeriod(one, other)));
  const firing = own.filter(({ state }) => state === "firing");
  const [first] = own;
  if (!first) return "does not fire then";
  if (firing.length === 0) return `is pending from ${formatDuration(first.from - start)} on, and does not fire`;
  const ranges = firing.map(({ from, to }) => {
    const end = to === undefined ? "on" : `to ${formatDuration(to - start)}`;
    return `from ${formatDuration(from - start)} ${end}`;
  });
  const more = ranges.length > maxPeriods ? `, and ${ranges.length - maxPeriods} more times` : "";
  return `fires ${ranges.slice(0, maxPeriods).join(", ")}${more}`;
}

function isSamePeriod(one: AlertPeriod, other: AlertPeriod): boolean {
  return one.state === other.state && one.from === other.from && one.to === other.to;
}

const maxPeriods = 3;

/** Finds the first evaluation from which results differ, up to a time, and why. */
function firstCause(before: Expr, after: Expr, scenario: Scenario, until: number): TimedCause | undefined {
  const { subqueryStep, period } = scenario;
  const sides = [scenario.before, scenario.after].map(({ store, dialect }) => ({ store, dialect, subqueryStep }));
  const times = findDifferingTimes(
    { expr: before, options: sides[0]! },
    { expr: after, options: sides[1]! },
    { ...period, end: until },
  );
  let rounding: TimedCause | undefined;
  for (const time of times) {
    const cause = findCause(before, after, time, scenario);
    if (cause && !cause.isRounding) return { cause, time };
    if (cause) rounding ??= { cause, time };
  }
  return rounding;
}

interface TimedCause {
  readonly cause: Cause;
  readonly time: number;
}

/** Compares the values of an expression without its comparisons, which say how near it is to its threshold. */
function compareValues(node: RuleNode, other: RuleNode, scenario: Scenario): RuleDifference | undefined {
  const before = removeFilters(node.expr!).get(node.expr!)!;
  const after = removeFilters(other.expr!).get(other.expr!)!;
  const found = firstCause(before, after, scenario, scenario.period.end);
  if (!found || found.cause.isRounding) return undefined;
  const { cause, time } = found;
  return {
    ...describe(node, scenario),
    ...{ differs: "value", labels: cause.difference.labels, at: time - scenario.period.start },
    before: { value: cause.difference.before },
    after: { value: cause.difference.after },
    ...describeCause(node, found, scenario),
  };
}

function describeCause({ expr }: RuleNode, { cause: { part, reason }, time }: TimedCause, scenario: Scenario) {
  const nodes = postOrder(expr!);
  const index = nodes.findIndex(({ start, end }) => start === part.start && end === part.end);
  return { part: { index, of: nodes.length, text: print(part) }, reason, series: showSeries(part, time, scenario) };
}
