import type { LogStore } from "../../logql/evaluate/index.js";
import type { Store } from "../../promql/evaluate/index.js";
import { type Dialect, type PrometheusVersion, ruleDialect } from "../../promql/index.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine, type Evaluation, type Period, type RuleEngine } from "../rules/engine.js";
import type { RuleGroupSource } from "../rules/group.js";
import { RuleGraph } from "../rules/rule-graph.js";
import { type AlertHistory, HistoryRecorder } from "../run/history.js";

/** The rules of a scenario as one release of Prometheus evaluates them. */
export interface ReleaseRun {
  readonly dialect: Dialect;
  /** The series of the scenario, and those that the rules wrote. */
  readonly store: Store;
  readonly graph: RuleGraph;
  readonly alerts: readonly AlertHistory[];
  readonly problems: readonly RuleProblem[];
}

export interface ReleaseRunOptions {
  readonly version: PrometheusVersion;
  readonly groups: readonly RuleGroupSource[];
  readonly store: Store;
  /** The lines that rules of Loki read, whose results rules of Prometheus may read. */
  readonly logs: LogStore;
  readonly period: Period;
  readonly subqueryStep: number;
  readonly externalLabels: Readonly<Record<string, string>>;
  /** Evaluates the rules step by step. @default over series that are all in the store already */
  readonly evaluate?: (engine: RuleEngine, graph: RuleGraph) => Iterable<Evaluation>;
}

/** Evaluates rules with the semantics of a release, and records the states of their alerts. */
export function runRelease(options: ReleaseRunOptions): ReleaseRun {
  const { version, groups, store, logs, period, evaluate } = options;
  const dialect = ruleDialect(version);
  const graph = new RuleGraph(groups, dialect);
  const { subqueryStep, externalLabels } = options;
  const engine = createRuleEngine({ groups, graph, store, logs, version, subqueryStep, externalLabels });
  const histories = new HistoryRecorder();
  for (const { time } of evaluate?.(engine, graph) ?? engine.evaluations(period)) histories.record(engine, time);
  return { dialect, store, graph, alerts: histories.all(), problems: engine.problems };
}
