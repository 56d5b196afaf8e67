import type { AnyRulesArtifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";
import type { LogStore } from "../../logql/evaluate/index.js";
import { type Settings, settingMs } from "../../model/project/project.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { SystemFacts } from "../../model/system/system.js";
import { createStore, type Store } from "../../promql/evaluate/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import type { PlannedLogs } from "../logs/planned-logs.js";
import { writeLogs } from "../logs/write-logs.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine } from "../rules/engine.js";
import type { RuleReference } from "../rules/group.js";
import type { SimulationEvent } from "../traffic/events.js";
import type { PlannedSeries } from "../traffic/planned-series.js";
import { writeTraffic } from "../traffic/write-traffic.js";
import { type AlertHistory, HistoryRecorder } from "./history.js";
import { prepareRuleSet } from "./rule-set.js";
import type { AlertRule } from "./rule-sources.js";

/** Input of a simulation. Times are in milliseconds. */
export interface SimulationPlan {
  readonly system: SystemFacts;
  /** The system's rules, compiled for the environment. */
  readonly rules: readonly AnyRulesArtifact[];
  /**
   * Rules whose selectors decide the label values that traffic leaves open.
   *
   * @default the evaluated ones
   */
  readonly selectingRules?: readonly AnyRulesArtifact[];
  /** The routing of the system's alerts, if it has receivers. */
  readonly routing?: AlertmanagerConfig | undefined;
  /** The text of the templates of notifications. */
  readonly templates?: string | undefined;
  readonly settings: Settings;
  readonly series: readonly PlannedSeries[];
  readonly logs?: readonly PlannedLogs[];
  readonly events: readonly SimulationEvent[];
  readonly start: number;
  readonly length: number;
}

/** The result of a simulation. */
export interface Simulation {
  readonly kind: "simulation";
  readonly system: SystemFacts;
  readonly settings: Settings;
  readonly start: number;
  readonly end: number;
  /** Time between two evaluations. */
  readonly step: number;
  readonly version: PrometheusVersion;
  readonly rules: readonly AlertRule[];
  readonly alerts: readonly AlertHistory[];
  /** The routing of the alerts; undefined if the system has no receivers. */
  readonly routing: AlertmanagerConfig | undefined;
  /** The text of the templates of notifications. */
  readonly templates?: string | undefined;
  /** Failed evaluations. */
  readonly problems: readonly RuleProblem[];
  /** All series, including recorded ones. */
  readonly store: Store;
  /** All log lines. */
  readonly logs: LogStore;
  /** Gives the results of some rules, and of those that they read. Missing if all rules are evaluated already. */
  readonly evaluateOnly?: (rules: readonly RuleReference[]) => Simulation;
}

/** The data that rules read. */
export type SimulationData = Pick<Simulation, "store" | "logs">;

/** Writes the planned series and evaluates the system's rules over them, as Prometheus would. */
export function runSimulation(plan: SimulationPlan): Simulation {
  return evaluateRules(plan, { store: writeSeries(plan), logs: writeLines(plan) });
}

/** Writes the planned series to a store, without those of rules. */
export function writeSeries(plan: SimulationPlan): Store {
  const { system, rules, selectingRules = rules, settings, series, events, start, length } = plan;
  const version = prometheusRelease(settings.versions);
  const store = createStore();
  const { expressions } = prepareRuleSet(selectingRules, version);
  const end = start + length;
  const interval = settingMs(settings.scrapeInterval);
  writeTraffic(store, system, series, events, { start, end, version, interval, expressions });
  return store;
}

/** Writes the planned lines to a store. */
export function writeLines(plan: SimulationPlan): LogStore {
  const { system, rules, selectingRules = rules, settings, logs = [], events, start, length } = plan;
  const version = prometheusRelease(settings.versions);
  const { expressions: promql, logExpressions: expressions } = prepareRuleSet(selectingRules, version);
  return writeLogs(system, logs, events, { start, end: start + length, version, expressions, promql });
}

/** Writes the planned series and lines when they are read. */
export function deferData(plan: SimulationPlan): SimulationData {
  let store: Store | undefined;
  let logs: LogStore | undefined;
  return {
    get store() {
      store ??= writeSeries(plan);
      return store;
    },
    get logs() {
      logs ??= writeLines(plan);
      return logs;
    },
  };
}

/** Evaluates the rules of a plan, or some of them, over series and lines. */
export function evaluateRules(
  plan: SimulationPlan,
  { store, logs }: SimulationData,
  isEvaluated: (rule: RuleReference) => boolean = () => true,
): Simulation {
  const frame = frameOf(plan);
  const { start, end, step, version, settings } = frame;
  const { groups, graph } = prepareRuleSet(plan.rules, version);
  const engine = createRuleEngine({
    ...{ groups, graph, isEvaluated, store, logs, version, externalLabels: settings.externalLabels },
    subqueryStep: settingMs(settings.evaluationInterval),
  });
  const histories = new HistoryRecorder();
  for (const { time } of engine.evaluations({ start, end, step })) histories.record(engine, time);
  return { ...frame, store, logs, alerts: histories.all(), problems: engine.problems };
}

/** The parts of a simulation that are known before any rule is evaluated. */
export function frameOf({
  system,
  rules,
  routing,
  templates,
  settings,
  start,
  length,
}: SimulationPlan): SimulationFrame {
  const version = prometheusRelease(settings.versions);
  const { groups, alertRules } = prepareRuleSet(rules, version);
  const step = groups
    .map(({ interval }) => interval)
    .reduce(greatestCommonDivisor, settingMs(settings.evaluationInterval));
  const times = { start, end: start + length, step };
  return { kind: "simulation", system, settings, ...times, version, rules: alertRules, routing, templates };
}

export type SimulationFrame = Omit<Simulation, "alerts" | "problems" | "store" | "logs" | "evaluateOnly">;

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
