import { evaluateRange as evaluateLogqlRange, type LogStore } from "../../../logql/evaluate/index.js";
import { type Expr as LogqlExpr, unwrapParens, walk as walkLogql } from "../../../logql/index.js";
import { evaluateRange, type QueryOptions } from "../../../promql/evaluate/index.js";
import type { PreparedRule } from "../prepared-rule.js";
import { queryLogVector, toNanoseconds } from "./log-query.js";
import { type EvaluationTimes, RangePrefetch } from "./range-prefetch.js";
import { queryVector, type RuleVector } from "./rule-query.js";

/** The expression of a rule, as its server evaluates it. */
export class RuleExpression {
  private readonly evaluate: (time: number) => RuleVector;
  private readonly prefetch: RangePrefetch | undefined;

  constructor(evaluate: (time: number) => RuleVector, prefetch: RangePrefetch | undefined) {
    this.evaluate = evaluate;
    this.prefetch = prefetch;
  }

  /** Returns the result at a time; with the evaluations that follow, it may be prefetched. */
  vectorAt(time: number, times: EvaluationTimes | undefined): RuleVector {
    return (times && this.prefetch?.vectorAt(time, times)) ?? this.evaluate(time);
  }

  /** Drops prefetched results, after the data has changed. */
  invalidate(): void {
    this.prefetch?.invalidate();
  }
}

/** An expression that Prometheus evaluates. It is prefetched if it is independent of what rules write. */
export function promqlExpression(
  { expr, error }: PreparedRule,
  queries: QueryOptions,
  isIndependent: boolean,
): RuleExpression {
  if (!expr) return failing(error);
  const prefetch = isIndependent
    ? new RangePrefetch((range) => {
        const { value } = evaluateRange(expr, { ...queries, ...range });
        return value?.kind === "matrix" ? value.series : undefined;
      })
    : undefined;
  return new RuleExpression((time) => queryVector(expr, time, queries), prefetch);
}

/** An expression that Loki evaluates: it reads no series. */
export function logqlExpression({ logql, error }: PreparedRule, store: LogStore): RuleExpression {
  if (!logql) return failing(error);
  const prefetch =
    unwrapParens(logql).kind === "log query" || mayRepeatSeries(logql)
      ? undefined
      : new RangePrefetch(({ start, end, step }) => {
          const times = { start: toNanoseconds(start), end: toNanoseconds(end), step: toNanoseconds(step) };
          const { value } = evaluateLogqlRange(logql, { store, ...times });
          return value?.kind === "matrix" ? value.series : undefined;
        });
  return new RuleExpression((time) => queryLogVector(logql, time, store), prefetch);
}

function failing(error: string | undefined): RuleExpression {
  return new RuleExpression(() => ({ error: error ?? "parse error: no expression found in input" }), undefined);
}

/** True if a vector may have two samples with the same labels, which a range query joins. */
function mayRepeatSeries(expr: LogqlExpr): boolean {
  let mayRepeat = false;
  walkLogql(expr, (node) => {
    mayRepeat ||= node.kind === "label_replace";
  });
  return mayRepeat;
}
