import type { Aggregation, Binary, Call, Expr, VectorSelector } from "../syntax/ast.js";
import { childCount, postOrder } from "../syntax/walk.js";
import { isComparison } from "./comparison.js";
import {
  add,
  divide,
  either,
  isQuantity,
  multiply,
  ofFlags,
  perSecond,
  type Quantity,
  type QuantityOrConstant,
  subtract,
} from "./quantity.js";

/** The quantity of a series; of a histogram's buckets, also that of the observations that they count. */
export interface SeriesQuantity {
  readonly value: Quantity | undefined;
  readonly observed?: Quantity | undefined;
}

interface NodeQuantity {
  readonly value: QuantityOrConstant;
  readonly observed?: Quantity | undefined;
}

/** Infers the quantity of an expression's values and of all its descendants, from the inside out. */
export function inferQuantities(
  expr: Expr,
  lookUp: (selector: VectorSelector) => SeriesQuantity | undefined,
): ReadonlyMap<Expr, NodeQuantity> {
  const all = new Map<Expr, NodeQuantity>();
  const done: NodeQuantity[] = [];
  for (const node of postOrder(expr)) {
    const count = childCount(node);
    const inner = count === 0 ? [] : done.splice(done.length - count);
    const quantity = infer(node, inner, lookUp);
    done.push(quantity);
    all.set(node, quantity);
  }
  return all;
}

const unknown: NodeQuantity = { value: undefined };
const count: NodeQuantity = { value: { measure: "count", perSecond: false, scale: 1, isDeclared: true } };
const ratio: NodeQuantity = { value: { measure: "ratio", perSecond: false, scale: 1, isDeclared: true } };
const timestamp: NodeQuantity = { value: { measure: "timestamp", perSecond: false, scale: 1, isDeclared: true } };

function infer(
  node: Expr,
  inner: readonly NodeQuantity[],
  lookUp: (selector: VectorSelector) => SeriesQuantity | undefined,
): NodeQuantity {
  switch (node.kind) {
    case "number":
      return node.variable === undefined ? { value: node.value } : unknown;
    case "string":
      return unknown;
    case "selector":
      return lookUp(node) ?? unknown;
    case "matrix":
    case "subquery":
    case "paren":
      return inner[0]!;
    case "unary":
      return node.operator === "-" ? { value: multiply(inner[0]!.value, -1) } : inner[0]!;
    case "aggregation":
      return inferAggregation(node, inner.at(-1)!);
    case "call":
      return inferCall(node, inner);
    case "binary":
      return { value: inferBinary(node, inner[0]!.value, inner[1]!.value) };
  }
}

const keepingAggregations = new Set(["min", "max", "topk", "bottomk", "quantile", "limitk", "limit_ratio"]);

function inferAggregation({ operator }: Aggregation, inner: NodeQuantity): NodeQuantity {
  if (operator === "sum") return { value: ofFlags(inner.value, "count"), observed: inner.observed };
  if (operator === "avg") return { value: ofFlags(inner.value, "ratio"), observed: inner.observed };
  if (keepingAggregations.has(operator)) return inner;
  if (operator === "count" || operator === "count_values") return count;
  return unknown;
}

/** Functions whose result has the unit of a vector among their arguments. */
const keepingFunctions = new Set([
  ...["min_over_time", "max_over_time", "last_over_time", "first_over_time", "quantile_over_time"],
  ...["increase", "delta", "idelta", "predict_linear", "holt_winters", "double_exponential_smoothing"],
  ...["abs", "ceil", "floor", "round", "clamp", "clamp_min", "clamp_max", "sort", "sort_desc"],
  ...["sort_by_label", "sort_by_label_desc", "label_replace", "label_join", "scalar", "vector", "info"],
]);
const countingFunctions = new Set(["count_over_time", "changes", "resets", "histogram_count"]);

function inferCall({ name, args }: Call, inner: readonly NodeQuantity[]): NodeQuantity {
  const vector = inner[args.findIndex((arg) => arg.kind !== "number" && arg.kind !== "string")] ?? inner[0] ?? unknown;
  if (keepingFunctions.has(name)) return vector;
  if (countingFunctions.has(name)) return count;
  switch (name) {
    case "rate":
    case "irate":
    case "deriv":
      return { value: perSecond(vector.value), observed: vector.observed };
    case "sum_over_time":
      return {
        ...vector,
        value: isQuantity(vector.value) && vector.value.measure === "flag" ? undefined : vector.value,
      };
    case "avg_over_time":
      return { ...vector, value: ofFlags(vector.value, "ratio") };
    case "histogram_quantile":
      return { value: inner[1]?.observed };
    case "histogram_avg":
    case "histogram_sum":
    case "histogram_stddev":
      return { value: name === "histogram_sum" ? undefined : vector.observed };
    case "histogram_fraction":
      return ratio;
    case "time":
    case "timestamp":
      return timestamp;
    default:
      return unknown;
  }
}

function inferBinary({ operator, bool }: Binary, left: QuantityOrConstant, right: QuantityOrConstant) {
  // The number that series are compared with says nothing about them.
  if (isComparison(operator)) return bool ? undefined : [left, right].find(isQuantity);
  switch (operator) {
    case "and":
    case "unless":
    case "%":
      return left;
    case "or":
      return either(left, right);
    case "+":
      return add(left, right);
    case "-":
      return subtract(left, right);
    case "*":
      return multiply(left, right);
    case "/":
      return divide(left, right);
    default:
      return undefined;
  }
}
