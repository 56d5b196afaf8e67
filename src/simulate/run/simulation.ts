import type { RulesArtifact } from "../../compile/compiled.js";
import type { AlertmanagerConfig } from "../../formats/alertmanager/types.js";
import { type Settings, settingMs } from "../../model/project/project.js";
import { releaseOrDefault } from "../../model/project/releases.js";
import type { SystemFacts } from "../../model/system/system.js";
import { createStore, type Store } from "../../promql/evaluate/index.js";
import { type Expr, type PrometheusVersion, parse, ruleDialect } from "../../promql/index.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine } from "../rules/engine.js";
import type { SimulationEvent } from "../traffic/events.js";
import type { PlannedSeries } from "../traffic/planned-series.js";
import { writeTraffic } from "../traffic/write-traffic.js";
import { type AlertHistory, HistoryRecorder } from "./history.js";
import { type AlertRule, collectAlertRules, collectGroups } from "./rule-sources.js";

/** Input of a simulation. Times are in milliseconds. */
export interface SimulationPlan {
  readonly system: SystemFacts;
  /** The system's rules, compiled for the environment. */
  readonly rules: readonly RulesArtifact[];
  /**
   * Rules whose selectors decide the label values that traffic leaves open.
   *
   * @default the evaluated ones
   */
  readonly selectingRules?: readonly RulesArtifact[];
  /** The routing of the system's alerts, if it has receivers. */
  readonly routing?: AlertmanagerConfig | undefined;
  readonly settings: Settings;
  readonly series: readonly PlannedSeries[];
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
  /** Failed evaluations. */
  readonly problems: readonly RuleProblem[];
  /** All series, including recorded ones. */
  readonly store: Store;
}

/** Writes the planned series and evaluates the system's rules over them, as Prometheus would. */
export function runSimulation(plan: SimulationPlan): Simulation {
  const { system, rules, selectingRules = rules, routing, settings, series, events, start, length } = plan;
  const version = releaseOrDefault("prometheus", settings.versions.prometheus);
  const groups = collectGroups(rules);
  const end = start + length;
  const store = createStore();
  writeTraffic(store, system, series, events, {
    ...{ start, end, version, interval: settingMs(settings.scrapeInterval) },
    expressions: parseExpressions(selectingRules === rules ? groups : collectGroups(selectingRules), version),
  });
  const engine = createRuleEngine({
    ...{ groups, store, version, externalLabels: settings.externalLabels },
    subqueryStep: settingMs(settings.evaluationInterval),
  });
  const step = groups
    .map(({ interval }) => interval)
    .reduce(greatestCommonDivisor, settingMs(settings.evaluationInterval));
  const histories = new HistoryRecorder();
  for (const { time } of engine.evaluations({ start, end, step })) histories.record(engine, time);
  return {
    ...{ kind: "simulation", system, settings, start, end, step, version, store, routing },
    ...{ rules: collectAlertRules(rules), alerts: histories.all(), problems: engine.problems },
  };
}

function parseExpressions(groups: ReturnType<typeof collectGroups>, version: PrometheusVersion): readonly Expr[] {
  const dialect = ruleDialect(version);
  return groups.flatMap(({ rules }) => rules.flatMap((rule) => parse(rule.expr, dialect).expr ?? []));
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
