import { isAlertingRule } from "../../formats/prometheus/types.js";
import type { AlertExpectation, RuleTest, TestFile } from "../../formats/prometheus-tests/test-file.js";
import { createMetric, formatMetric } from "../../promql/evaluate/index.js";
import { formatDuration } from "../../promql/index.js";
import type { RuleGroupSource } from "../rules/group.js";
import type { RuleGraph } from "../rules/rule-graph.js";
import { groupRank } from "./group-order.js";
import type { TestWarning } from "./outcome.js";
import { findUnorderedReads } from "./unordered-groups.js";
import { findUnreadStreams } from "./unread-streams.js";

/** Finds expectations that cannot fail or are misleading. Warnings about the whole file belong to its first test. */
export function findWarnings(
  test: RuleTest,
  file: TestFile,
  groups: readonly RuleGroupSource[],
  graph: RuleGraph,
): TestWarning[] {
  const isFirst = test === file.tests[0];
  return [
    ...(isFirst ? warnIgnoredIntervals(test, file, groups) : []),
    ...(isFirst ? warnUnorderedGroups(test, file, groups, graph) : []),
    ...warnNoExpectations(test),
    ...test.alerts.flatMap((expectation) => warnUnknownAlert(expectation, graph)),
    ...test.alerts.flatMap((expectation) => warnAlertBetweenTicks(expectation, file)),
    ...warnSamplesBetweenTicks(test, file),
    ...warnNaN(test),
    ...findUnreadStreams(test, graph).map(({ start, end, labels }) => ({
      id: "test/unread-stream" as const,
      message: `no rule and no expression of the test reads the log stream ${formatMetric(createMetric(Object.entries(labels)))}`,
      fix: "correct the labels: a selector must match all of them",
      range: { start, end },
    })),
  ];
}

function warnIgnoredIntervals(test: RuleTest, file: TestFile, groups: readonly RuleGroupSource[]): TestWarning[] {
  const shared = formatDuration(file.evaluationInterval);
  return groups
    .filter(({ interval }) => interval !== file.evaluationInterval)
    .map(({ name, interval }) => ({
      id: "test/interval-ignored",
      message: `group ${name} is tested at an interval of ${shared}, not at its own of ${formatDuration(interval)}`,
      fix: `move the tests of this group into a file with evaluation_interval: ${formatDuration(interval)}`,
      range: test,
    }));
}

function warnUnorderedGroups(
  test: RuleTest,
  file: TestFile,
  groups: readonly RuleGroupSource[],
  graph: RuleGraph,
): TestWarning[] {
  return findUnorderedReads(groups, graph, groupRank(file)).map(({ reader, writer, metric }) => ({
    id: "test/unordered-groups",
    message: `group ${reader} reads ${metric} from group ${writer}, but promtool evaluates them in random order`,
    fix: "name both groups in group_eval_order",
    range: test,
  }));
}

function warnNoExpectations(test: RuleTest): TestWarning[] {
  if (test.alerts.length > 0 || test.expressions.length > 0) return [];
  const message = "the test has no expectations: it fails only if a rule cannot be evaluated";
  const fix = "add alert_rule_test, promql_expr_test or logql_expr_test";
  return [{ id: "test/no-expectations", message, fix, range: test }];
}

function warnUnknownAlert({ alertname, alerts }: AlertExpectation, graph: RuleGraph): TestWarning[] {
  if (graph.nodes.some(({ rule }) => isAlertingRule(rule) && rule.alert === alertname.value)) return [];
  const consequence = alerts.length === 0 ? ": the expectation that it does not fire always passes" : "";
  const message = `no rule defines an alert ${alertname.value}${consequence}`;
  return [
    {
      id: "test/unknown-alert",
      message,
      fix: "check the spelling, and that rule_files covers its file",
      range: alertname,
    },
  ];
}

function warnAlertBetweenTicks(
  { evalTime, alertname }: AlertExpectation,
  { evaluationInterval }: TestFile,
): TestWarning[] {
  const since = evalTime % evaluationInterval;
  if (since === 0) return [];
  const tick = formatDuration(evalTime - since);
  const message = `${formatDuration(evalTime)} is between two evaluations: the alerts of ${tick} are compared`;
  const fix = `set eval_time: ${tick}, or an evaluation_interval that divides it`;
  return [{ id: "test/eval-time-between-ticks", message, fix, range: alertname }];
}

/** Samples after the last tick are never fed, although expressions may be evaluated later. */
function warnSamplesBetweenTicks(test: RuleTest, { evaluationInterval }: TestFile): TestWarning[] {
  const last = [...test.alerts, ...test.expressions].reduce((latest, { evalTime }) => Math.max(latest, evalTime), 0);
  const tick = last - (last % evaluationInterval);
  return test.expressions
    .filter(({ evalTime }) => evalTime > tick && hasValuesBetween(test, tick, evalTime))
    .map(({ evalTime, expr }) => ({
      id: "test/eval-time-between-ticks",
      message: `at ${formatDuration(evalTime)}, samples after the last evaluation of the rules (${formatDuration(tick)}) are not loaded`,
      fix: `set eval_time: ${formatDuration(tick)}, or an evaluation_interval that divides it`,
      range: expr,
    }));
}

function hasValuesBetween({ series, interval }: RuleTest, after: number, until: number): boolean {
  if (interval === 0) return false;
  const first = Math.floor(after / interval) + 1;
  const last = Math.floor(until / interval);
  return series.some(({ values }) => values.slice(first, last + 1).some(({ kind }) => kind !== "missing"));
}

function warnNaN({ expressions }: RuleTest): TestWarning[] {
  return expressions.flatMap(({ samples }) =>
    samples
      .filter(({ value }) => value.kind === "float" && Number.isNaN(value.value))
      .map((range) => ({
        id: "test/nan-never-equal",
        message: "NaN does not equal NaN: this expectation always fails",
        fix: "test EXPR != bool EXPR instead, which is 1 where EXPR is NaN",
        range,
      })),
  );
}
