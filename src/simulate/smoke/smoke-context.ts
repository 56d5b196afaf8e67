import type { RulesArtifact } from "../../compile/compiled.js";
import { isAlertingRule } from "../../formats/prometheus/types.js";
import { settingMs } from "../../model/project/project.js";
import { createStore, type Store } from "../../promql/evaluate/index.js";
import {
  type DurationExpr,
  type Expr,
  type PrometheusVersion,
  selectors,
  type Place as Walked,
  walk,
} from "../../promql/index.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine } from "../rules/engine.js";
import { groupsOf } from "../run/rule-sources.js";
import { writeSyntheticSeries } from "../series/synthetic.js";
import type { Place } from "./probe.js";

/** A system in one environment, with series of everything it exposes and records. Times are in milliseconds. */
export interface Situation {
  readonly store: Store;
  readonly version: PrometheusVersion;
  /** The stretch that expressions are looked at over. */
  readonly from: number;
  readonly end: number;
  readonly step: number;
  /** How far back from its beginning there are series. */
  readonly past: number;
  readonly problems: readonly RuleProblem[];
}

const minute = 60_000;
const looked = 30 * minute;
/** Rules may read what other rules record: a few evaluations until everything is there. */
const settle = 5 * minute;
const shortestPast = 60 * minute;
const longestPast = 25 * 60 * minute;
/** What a metric of a process has of series at most, where the past is short. */
const mostSeries = 60;
/** Any Monday will do, as long as it is the same every time. */
const start = Date.UTC(2026, 0, 5);

/** Makes up series and lets the rules run over them, so that what they record is there too. */
export function makeUp(
  { system, settings, artifacts }: Place,
  expressions: readonly Expr[],
  version: PrometheusVersion,
  seed: string | undefined,
): Situation {
  const furthest = Math.max(0, ...expressions.map(reachOf));
  const past = Math.min(longestPast, Math.max(shortestPast, furthest + 10 * minute));
  const from = start + past;
  const end = from + looked;
  const store = createStore();
  const interval = settingMs(settings.scrapeInterval);
  writeSyntheticSeries(store, system, {
    ...{ start, end, interval, version, expressions },
    mostSeries: Math.max(10, Math.round((mostSeries * shortestPast) / past)),
    ...(seed !== undefined && { seed }),
  });
  const rules = artifacts.filter((artifact) => artifact.kind === "prometheus rules");
  const evaluation = settingMs(settings.evaluationInterval);
  const engine = createRuleEngine({
    ...{ groups: groupsOf(rules), store, version, subqueryStep: evaluation },
    externalLabels: settings.externalLabels,
  });
  const first = from - reachIntoRecorded(expressions, rules) - settle;
  for (let time = Math.max(start, first); time <= end; time += evaluation) engine.evaluate(time);
  return { store, version, from, end, step: Math.max(minute, interval), past, problems: engine.problems };
}

/** How far back any expression looks that reads what rules record: that far back they must have run. */
function reachIntoRecorded(expressions: readonly Expr[], rules: readonly RulesArtifact[]): number {
  const names = rules.flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
  const recorded = new Set(names.flatMap((rule) => (isAlertingRule(rule) ? [] : rule.record)));
  const reading = expressions.filter((expr) =>
    selectors(expr).some(({ name }) => name === undefined || recorded.has(name)),
  );
  return Math.max(0, ...reading.map(reachOf));
}

/** How far back an expression looks, in milliseconds: the ranges and offsets on the way to its selectors, together. */
export function reachOf(expr: Expr): number {
  let furthest = 0;
  walk(expr, (node, parent) => {
    if (node.kind !== "selector") return;
    let reach = lengthOf(node.offset);
    for (let place: Walked | undefined = parent; place; place = place.parent) {
      if (place.expr.kind === "matrix") reach += lengthOf(place.expr.range);
      if (place.expr.kind === "subquery") reach += lengthOf(place.expr.range) + lengthOf(place.expr.offset);
    }
    furthest = Math.max(furthest, reach);
  });
  return furthest;
}

function lengthOf(duration: DurationExpr | undefined): number {
  return duration?.kind === "duration" ? duration.milliseconds : 0;
}
