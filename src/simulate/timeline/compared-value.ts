import { evaluateRange, labelOf, type Metric, metricNameLabel } from "../../promql/evaluate/index.js";
import { type Binary, type Expr, type NumberLiteral, parse, print, ruleDialect } from "../../promql/index.js";
import type { AlertHistory } from "../run/history.js";
import type { AlertRule } from "../run/rule-sources.js";
import type { Simulation } from "../run/simulation.js";

/** The value that an alert compares with a number, and its range over a run. */
export interface ComparedValue {
  /** The compared expression in PromQL, if it is short. */
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

/** Longer expressions are replaced by "its value". */
const maxTextLength = 80;

/** Evaluates the value that an alert compares first; undefined if it compares nothing with a number. */
export function evaluateComparedValue(rule: Pick<AlertRule, "expr">, run: Simulation): ComparedValue | undefined {
  const { start, end, step, store, version } = run;
  const dialect = ruleDialect(version);
  const { expr } = parse(rule.expr, dialect);
  const compared = expr && firstComparison(expr);
  if (!compared) return undefined;
  const { value } = evaluateRange(compared.left, { store, start, end, step, dialect });
  if (value?.kind !== "matrix") return undefined;
  const series = value.series.map(({ metric, samples }): ValueRange => {
    let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { value: number } of samples) {
      if (typeof number !== "number" || Number.isNaN(number)) continue;
      lowest = Math.min(lowest, number);
      highest = Math.max(highest, number);
    }
    return { metric, lowest, highest };
  });
  const text = print(compared.left);
  return {
    text: text.length > maxTextLength ? "its value" : text,
    condition: `${comparisonWords[compared.operator]} ${compared.limit}`,
    series,
  };
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
function firstComparison(expr: Expr): { left: Expr; operator: string; limit: string } | undefined {
  let current: Expr | undefined = expr;
  while (current) {
    if (current.kind === "paren") current = current.inner;
    else if (current.kind !== "binary") return undefined;
    else if (current.operator in comparisonWords && !current.bool) return numberComparison(current);
    else if (["and", "or", "unless"].includes(current.operator)) current = current.left;
    else return undefined;
  }
  return undefined;
}

function numberComparison({ left, operator, right }: Binary) {
  const limit = numberLiteral(right);
  return limit && { left, operator, limit: limit.raw };
}

function numberLiteral(expr: Expr): NumberLiteral | undefined {
  return expr.kind === "number" ? expr : undefined;
}
