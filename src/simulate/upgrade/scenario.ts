import type { Span } from "../../diagnostics/diagnostic.js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/test-file.js";
import { LogStore } from "../../logql/evaluate/index.js";
import { settingMs } from "../../model/project/project.js";
import { createStore } from "../../promql/evaluate/index.js";
import { type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import { testName } from "../report/test-run.js";
import type { Period } from "../rules/engine.js";
import type { RuleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";
import { collectGroups } from "../run/rule-sources.js";
import { type SimulationPlan, writeLines, writeSeries } from "../run/simulation.js";
import { writeSyntheticSeries } from "../series/synthetic.js";
import type { SmokeTarget } from "../smoke/probe.js";
import { computeLookback } from "../smoke/smoke-context.js";
import { evaluateFeed } from "../test-file/evaluate-feed.js";
import { orderGroups } from "../test-file/group-order.js";
import { type ReleaseRun, runRelease } from "./release-run.js";

/** The release that a project targets, and the one that it is compared with. */
export interface ReleasePair {
  readonly before: PrometheusVersion;
  readonly after: PrometheusVersion;
}

/** Rules and series, evaluated by two releases. */
export interface Scenario {
  /** `the test "queue stalls"`, `generated series` */
  readonly name: string;
  readonly span?: Span | undefined;
  readonly period: Period;
  readonly subqueryStep: number;
  readonly before: ReleaseRun;
  readonly after: ReleaseRun;
}

/** Evaluates the rules and series of a promtool test, as promtool does. */
export function testScenario(
  test: RuleTest,
  file: TestFile,
  groups: readonly RuleGroupSource[],
  { before, after }: ReleasePair,
): Scenario {
  const interval = file.evaluationInterval;
  const length = [...test.alerts, ...test.expressions].reduce((last, { evalTime }) => Math.max(last, evalTime), 0);
  const period: Period = { start: test.startTime, end: test.startTime + length, step: interval };
  const ordered = orderGroups(groups, file).map((group) => ({ ...group, interval }));
  const { externalLabels } = test;
  const run = (version: PrometheusVersion) => {
    const [store, logs] = [createStore(), new LogStore()];
    return runRelease({
      ...{ version, groups: ordered, store, logs, period, subqueryStep: interval, externalLabels },
      evaluate: (engine, graph) => evaluateFeed(test, period, { engine, store, logs, graph }),
    });
  };
  const span = file.span({ start: test.start, end: test.start });
  const name = `the test "${testName(test, file)}"`;
  return { name, span, period, subqueryStep: interval, before: run(before), after: run(after) };
}

/** Evaluates the rules of a simulation. Each release scrapes the series itself: bucket bounds are written differently. */
export function simulationScenario(plan: SimulationPlan, { before, after }: ReleasePair, span?: Span): Scenario {
  const { rules, settings, start, length } = plan;
  const step = settingMs(settings.evaluationInterval);
  const period: Period = { start, end: start + length, step };
  const logs = writeLines(plan);
  const run = (version: PrometheusVersion) => {
    const versions = { ...settings.versions, prometheus: `${version.major}.${version.minor}` };
    const store = writeSeries({ ...plan, settings: { ...settings, versions } });
    const { externalLabels } = settings;
    return runRelease({
      version,
      groups: collectGroups(rules),
      store,
      logs,
      period,
      subqueryStep: step,
      externalLabels,
    });
  };
  return { name: "a simulation", span, period, subqueryStep: step, before: run(before), after: run(after) };
}

const minute = 60_000;
/** An arbitrary Monday, fixed for reproducible results. */
const generatedFrom = Date.UTC(2026, 0, 5);
const evaluatedRange = 30 * minute;
const shortestLookback = 60 * minute;
const longestLookback = 25 * 60 * minute;
/** Maximum number of series of one metric in one process, for the shortest lookback. */
const maxSeriesPerMetric = 30;

/**
 * Evaluates the rules of a system over series generated from its catalogue. Scrapes and evaluations are at different
 * moments, as in production: a sample exactly at the start of a range is rare there.
 */
export function generatedScenario({ system, settings, artifacts }: SmokeTarget, pair: ReleasePair): Scenario {
  const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const groups = collectGroups(rules);
  const step = settingMs(settings.evaluationInterval);
  const interval = settingMs(settings.scrapeInterval);
  const { nodes } = new RuleGraph(groups, ruleDialect(pair.before));
  const expressions = nodes.flatMap(({ expr }) => expr ?? []);
  const furthest = Math.max(0, ...expressions.map(computeLookback));
  const lookback = Math.min(longestLookback, Math.max(shortestLookback, furthest + 10 * minute));
  const start = generatedFrom + Math.round(interval * 0.4);
  const period: Period = { start, end: generatedFrom + lookback + evaluatedRange, step };
  const maxSeries = Math.max(5, Math.round((maxSeriesPerMetric * shortestLookback) / lookback));
  const run = (version: PrometheusVersion) => {
    const store = createStore();
    writeSyntheticSeries(store, system, {
      ...{ start: generatedFrom, end: period.end, interval, version, expressions, maxSeries },
    });
    const { externalLabels } = settings;
    const logs = new LogStore();
    return runRelease({ version, groups, store, logs, period, subqueryStep: step, externalLabels });
  };
  const name = `the series generated for ${system.name}`;
  return { name, period, subqueryStep: step, before: run(pair.before), after: run(pair.after) };
}
