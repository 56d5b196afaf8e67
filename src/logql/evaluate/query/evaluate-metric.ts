import { noMetric } from "../../../promql/evaluate/index.js";
import type { Expr, Grouping, RangeAggregation } from "../../syntax/ast.js";
import { postOrder, unwrapParens } from "../../syntax/walk.js";
import { aggregateRange } from "../samples/aggregate-range.js";
import type { LogStore } from "../store/log-store.js";
import { aggregateVector } from "../vector/aggregate-vector.js";
import { evaluateBinary } from "../vector/evaluate-binary.js";
import { replaceLabel } from "../vector/replace-label.js";
import type { StepVector, Value } from "../vector/step-vector.js";
import { type PipelineFailure, QueryFailure } from "./failure.js";
import { type QueryGrid, timeOf, toMilliseconds } from "./grid.js";

/** Evaluates a metric query at every step, children before parents. */
export function evaluateMetric(expr: Expr, store: LogStore, grid: QueryGrid): Value {
  const outer = pushedGroupings(expr);
  const stack: Value[] = [];
  let first: PipelineFailure | undefined;
  const popVectors = (): readonly StepVector[] => vectors(stack.pop()!);
  for (const node of postOrder(expr)) {
    switch (node.kind) {
      case "log query":
        // Its parent evaluates it.
        break;
      case "paren":
        break;
      case "number":
        stack.push(node.value);
        break;
      case "vector":
        stack.push(constantVectors(node.value.value, grid));
        break;
      case "range aggregation":
        {
          const { vectors, failure } = aggregateRange(node, outer.get(node), store, grid);
          // At each step Loki evaluates the right side of an operator first.
          if (failure !== undefined && failure.step <= (first?.step ?? failure.step)) first = failure;
          stack.push(vectors);
        }
        break;
      case "vector aggregation":
        if (node.operator === "approx_topk" && grid.step > 0n) {
          throw new QueryFailure("count min sketches are only supported on instant queries");
        }
        stack.push(aggregateVector(node, popVectors()));
        break;
      case "label_replace":
        stack.push(replaceLabel(node, popVectors()));
        break;
      case "binary": {
        const right = stack.pop()!;
        stack.push(evaluateBinary(node, stack.pop()!, right));
        break;
      }
    }
  }
  if (first !== undefined) throw first;
  return stack.pop()!;
}

/** A number in place of a vector, which the parser refuses, is no samples. */
function vectors(value: Value): readonly StepVector[] {
  return typeof value === "number" ? [] : value;
}

function constantVectors(value: number, grid: QueryGrid): readonly StepVector[] {
  return Array.from({ length: grid.count }, (_, step) => ({
    time: toMilliseconds(timeOf(grid, step)),
    samples: [{ metric: noMetric, value }],
  }));
}

/** Aggregations whose samples a `sum` around them may group. */
const additive: ReadonlySet<RangeAggregation["operator"]> = new Set([
  "count_over_time",
  "rate",
  "bytes_over_time",
  "bytes_rate",
  "sum_over_time",
]);

/**
 * The clauses of each `sum` directly around a range aggregation. Loki groups samples by them at once, so that parsers
 * extract fewer labels; this decides which errors of lines are found.
 */
function pushedGroupings(expr: Expr): ReadonlyMap<RangeAggregation, Grouping> {
  const pushed = new Map<RangeAggregation, Grouping>();
  for (const node of postOrder(expr)) {
    if (node.kind !== "vector aggregation" || node.operator !== "sum") continue;
    const inner = unwrapParens(node.expr);
    if (inner.kind !== "range aggregation" || inner.grouping !== undefined || !additive.has(inner.operator)) continue;
    const { start, end } = node;
    pushed.set(inner, node.grouping ?? { labels: [], without: false, start, end });
  }
  return pushed;
}
