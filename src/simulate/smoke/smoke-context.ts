import type { AnyRulesArtifact, LokiRulesArtifact } from "../../compile/compiled.js";
import { isAlertingRule, type RuleGroup } from "../../formats/prometheus/types.js";
import { LogStore } from "../../logql/evaluate/index.js";
import { type Expr as LogqlExpr, ruleDialect as logqlRules, parse as parseLogql } from "../../logql/index.js";
import { settingMs } from "../../model/project/project.js";
import { servicesOf } from "../../model/system/catalogue.js";
import { createStore, type Store } from "../../promql/evaluate/index.js";
import {
  type DurationExpr,
  type Expr,
  type PrometheusVersion,
  selectors,
  type NodePath as Walked,
  walk,
} from "../../promql/index.js";
import { writeSyntheticLines } from "../logs/synthetic-lines.js";
import type { RuleProblem } from "../rules/alert.js";
import { createRuleEngine } from "../rules/engine.js";
import { collectGroups } from "../run/rule-sources.js";
import { writeSyntheticSeries } from "../series/synthetic.js";
import type { SmokeTarget } from "./probe.js";

/** Synthetic and recorded series of a system in one environment. Times are in milliseconds. */
export interface SmokeContext {
  readonly store: Store;
  readonly version: PrometheusVersion;
  /** The range over which expressions are evaluated. */
  readonly from: number;
  readonly end: number;
  readonly step: number;
  /** Time before `from` for which series exist. */
  readonly lookback: number;
  readonly problems: readonly RuleProblem[];
}

const minute = 60_000;
const evaluatedRange = 30 * minute;
/** Time for rules that read recorded series to settle. */
const settle = 5 * minute;
const minLookback = 60 * minute;
const maxLookback = 25 * 60 * minute;
/** Maximum number of series of one metric in one process, for the shortest lookback. */
const maxSeriesPerMetric = 60;
/** An arbitrary Monday, fixed for reproducible results. */
const start = Date.UTC(2026, 0, 5);

/** Generates synthetic series, and evaluates the rules over them so that recorded series exist, too. */
export function createSmokeContext(
  { system, settings, artifacts }: SmokeTarget,
  expressions: readonly Expr[],
  version: PrometheusVersion,
  seed: string | undefined,
): SmokeContext {
  const furthest = Math.max(0, ...expressions.map(computeLookback));
  const lookback = Math.min(maxLookback, Math.max(minLookback, furthest + 10 * minute));
  const from = start + lookback;
  const end = from + evaluatedRange;
  const store = createStore();
  const interval = settingMs(settings.scrapeInterval);
  writeSyntheticSeries(store, system, {
    ...{ start, end, interval, version, expressions },
    maxSeries: Math.max(10, Math.round((maxSeriesPerMetric * minLookback) / lookback)),
    ...(seed !== undefined && { seed }),
  });
  const rules = artifacts.filter(
    ({ kind }) => kind === "prometheus rules" || kind === "loki rules",
  ) as AnyRulesArtifact[];
  const evaluation = settingMs(settings.evaluationInterval);
  const first = from - computeRecordedLookback(expressions, rules) - settle;
  const engine = createRuleEngine({
    ...{ groups: collectGroups(rules), store, version, subqueryStep: evaluation },
    logs: writeRuleLines({ system, settings, artifacts }, { start: first - settle, end, version, seed }),
    externalLabels: settings.externalLabels,
  });
  for (let time = Math.max(start, first); time <= end; time += evaluation) engine.evaluate(time);
  return { store, version, from, end, step: Math.max(minute, interval), lookback, problems: engine.problems };
}

interface LinePeriod extends Pick<SmokeContext, "version" | "end"> {
  readonly start: number;
  readonly seed: string | undefined;
}

/** Generates lines for the rules of Loki, whose recorded series other rules may read. */
function writeRuleLines({ system, settings, artifacts }: SmokeTarget, { seed, ...period }: LinePeriod): LogStore {
  const lines = new LogStore();
  const files = artifacts.filter(({ kind }) => kind === "loki rules") as LokiRulesArtifact[];
  if (files.length === 0) return lines;
  const rules = files.flatMap((file) => file.rules);
  const streams = new Set([
    ...servicesOf(system).flatMap(({ logs }) => logs),
    ...rules.flatMap(({ query }) => [...query.composed.references.logs]),
  ]);
  writeSyntheticLines(lines, [...streams], {
    ...{ ...period, round: evaluatedRange, environment: settings.environment, hasMalformedLines: false },
    expressions: [
      ...rules.flatMap(({ query }) => query.logql ?? []),
      ...files.flatMap(({ raw, value }) => (raw ? value.groups.flatMap(parseRules) : [])),
    ],
    ...(seed !== undefined && { seed }),
  });
  return lines;
}

/** The expressions of rules in Loki's own format. */
function parseRules({ rules }: RuleGroup): readonly LogqlExpr[] {
  return rules.flatMap(({ expr }) => parseLogql(expr, logqlRules).expr ?? []);
}

/** Returns how far back expressions look that may read recorded series: rules must be evaluated for that long. */
function computeRecordedLookback(expressions: readonly Expr[], rules: readonly AnyRulesArtifact[]): number {
  const names = rules.flatMap(({ value }) => value.groups.flatMap((group) => group.rules));
  const recorded = new Set(names.flatMap((rule) => (isAlertingRule(rule) ? [] : rule.record)));
  const reading = expressions.filter((expr) =>
    selectors(expr).some(({ name }) => name === undefined || recorded.has(name)),
  );
  return Math.max(0, ...reading.map(computeLookback));
}

/** Returns how far back an expression looks, in milliseconds: the largest sum of ranges and offsets around a selector. */
export function computeLookback(expr: Expr): number {
  let furthest = 0;
  walk(expr, (node, parent) => {
    if (node.kind !== "selector") return;
    let lookback = durationOrZero(node.offset);
    for (let ancestor: Walked | undefined = parent; ancestor; ancestor = ancestor.parent) {
      if (ancestor.expr.kind === "matrix") lookback += durationOrZero(ancestor.expr.range);
      if (ancestor.expr.kind === "subquery")
        lookback += durationOrZero(ancestor.expr.range) + durationOrZero(ancestor.expr.offset);
    }
    furthest = Math.max(furthest, lookback);
  });
  return furthest;
}

function durationOrZero(duration: DurationExpr | undefined): number {
  return duration?.kind === "duration" ? duration.milliseconds : 0;
}
