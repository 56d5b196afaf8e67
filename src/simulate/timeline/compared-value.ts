import { evaluateRange as evaluateLogqlRange } from "../../logql/evaluate/index.js";
import * as logql from "../../logql/index.js";
import {
  evaluateRange,
  labelOf,
  type MatrixSeries,
  type Metric,
  metricNameLabel,
} from "../../promql/evaluate/index.js";
import { type Expr, parse, print, ruleDialect } from "../../promql/index.js";
import { toNanoseconds } from "../rules/expression/log-query.js";
import type { AlertHistory } from "../run/history.js";
import type { AlertRule } from "../run/rule-sources.js";
import type { Simulation } from "../run/simulation.js";

/** The value that an alert compares with a number, and its range over a run. */
export interface ComparedValue {
  /** The compared expression, if it is short. */
  readonly text: string;
  /** The condition in words: `above 0.05`. */
  readonly condition: string;
  readonly series: readonly ValueRange[];
}

export interface ValueRange {
  readonly metric: Metric;
  readonly lowest: number;
  readonly highest: number;
}

const comparisonWords: Readonly<Record<string, string>> = {
  ">": "above",
  ">=": "at least",
  "<": "below",
  "<=": "at most",
  "==": "equal to",
  "!=": "other than",
};

/** Stands for an expression that is too long to quote. */
export const ownValue = "its value";

/** Longer expressions are replaced by "its value". */
const maxTextLength = 80;

/** Evaluates the value that an alert compares first; undefined if it compares nothing with a number. */
export function evaluateComparedValue(
  rule: Pick<AlertRule, "expr" | "language">,
  run: Simulation,
): ComparedValue | undefined {
  const compared = rule.language === "logql" ? compareLines(rule.expr, run) : compareSeries(rule.expr, run);
  if (!compared) return undefined;
  const { text, operator, limit, series } = compared;
  return {
    text: text.length > maxTextLength ? ownValue : text,
    condition: `${comparisonWords[operator]} ${limit}`,
    series: series.map(rangeOf),
  };
}

interface Compared {
  readonly text: string;
  readonly operator: string;
  readonly limit: string;
  readonly series: readonly MatrixSeries[];
}

function compareSeries(text: string, { start, end, step, store, version }: Simulation): Compared | undefined {
  const dialect = ruleDialect(version);
  const { expr } = parse(text, dialect);
  const compared = expr && firstComparison<Expr>(expr);
  if (!compared) return undefined;
  const { value } = evaluateRange(compared.left, { store, start, end, step, dialect });
  return value?.kind === "matrix" ? { ...compared, text: print(compared.left), series: value.series } : undefined;
}

function compareLines(text: string, { start, end, step, logs: store }: Simulation): Compared | undefined {
  const { expr } = logql.parse(text, logql.ruleDialect);
  const compared = expr && firstComparison<logql.Expr>(expr);
  if (!compared) return undefined;
  const times = { start: toNanoseconds(start), end: toNanoseconds(end), step: toNanoseconds(step) };
  const { value } = evaluateLogqlRange(compared.left, { store, ...times });
  return value?.kind === "matrix" ? { ...compared, text: logql.print(compared.left), series: value.series } : undefined;
}

function rangeOf({ metric, samples }: MatrixSeries): ValueRange {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value } of samples) {
    if (typeof value !== "number" || Number.isNaN(value)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return { metric, lowest, highest };
}

/** Finds the range of the series whose labels an alert has. */
export function rangeForAlert(
  { series }: ComparedValue,
  { labels }: Pick<AlertHistory, "labels">,
): ValueRange | undefined {
  return series.find(({ metric }) =>
    metric.names.every((name) => name === metricNameLabel || labels[name] === labelOf(metric, name)),
  );
}

/** Finds the leftmost comparison with a number: in `a > 1 and b < 2`, `a` becomes the alert's value. */
function firstComparison<E extends Expr | logql.Expr>(
  expr: E,
): { left: E; operator: string; limit: string } | undefined {
  let current: Expr | logql.Expr = expr;
  for (;;) {
    if (current.kind === "paren") current = current.inner;
    else if (current.kind !== "binary") return undefined;
    else if (current.operator in comparisonWords && !current.bool) {
      const { left, operator, right } = current;
      return right.kind === "number" ? { left: left as E, operator, limit: right.raw } : undefined;
    } else if (["and", "or", "unless"].includes(current.operator)) current = current.left;
    else return undefined;
  }
}
