import type { Aggregation, Binary, Call, Expr, VectorSelector } from "../syntax/ast.js";
import { childCount, postOrder } from "../syntax/walk.js";
import { type ComparisonOperator, constantValue, isComparison, mirrored } from "./comparison.js";
import { highestShare } from "./share.js";
import {
  add,
  anyValue,
  divide,
  exactly,
  intersection,
  multiply,
  negate,
  notNegative,
  one,
  sumOf,
  union,
  type ValueRange,
  zeroToOne,
} from "./value-range.js";

/** Looks up the range of a series; undefined if it is unknown. */
export type RangeLookup = (selector: VectorSelector) => ValueRange | undefined;

/** Infers the range of an expression's values and of all its descendants, from the inside out. */
export function inferRanges(
  expr: Expr,
  lookUp: RangeLookup,
  quantileRange: (quantile: Call) => ValueRange | undefined,
): ReadonlyMap<Expr, ValueRange> {
  const all = new Map<Expr, ValueRange>();
  const done: ValueRange[] = [];
  for (const node of postOrder(expr)) {
    const count = childCount(node);
    const inner = count === 0 ? [] : done.splice(done.length - count);
    const range = infer(node, inner, all, lookUp, quantileRange);
    done.push(range);
    all.set(node, range);
  }
  return all;
}

function infer(
  node: Expr,
  inner: readonly ValueRange[],
  ranges: ReadonlyMap<Expr, ValueRange>,
  lookUp: RangeLookup,
  quantileRange: (quantile: Call) => ValueRange | undefined,
): ValueRange {
  switch (node.kind) {
    case "number":
      return node.variable === undefined ? exactly(node.value) : anyValue;
    case "string":
      return anyValue;
    case "selector":
      return lookUp(node) ?? anyValue;
    case "matrix":
    case "subquery":
    case "paren":
      return inner[0]!;
    case "unary":
      return node.operator === "-" ? negate(inner[0]!) : inner[0]!;
    case "aggregation":
      return inferAggregation(node, inner);
    case "call":
      return (node.name === "histogram_quantile" ? quantileRange(node) : undefined) ?? inferCall(node, inner);
    case "binary":
      return inferBinary(node, inner[0]!, inner[1]!, ranges);
  }
}

const keepingAggregations = new Set(["avg", "min", "max", "topk", "bottomk", "limitk", "limit_ratio"]);

function inferAggregation({ operator, parameter }: Aggregation, inner: readonly ValueRange[]): ValueRange {
  const range = inner.at(-1)!;
  if (keepingAggregations.has(operator)) return range;
  switch (operator) {
    case "sum":
      return sumOf(range);
    // There is no group without series.
    case "count":
    case "count_values":
      return { low: 1, high: Infinity };
    case "group":
      return one;
    case "stddev":
    case "stdvar":
      return notNegative;
    case "quantile":
      return quantileOf(parameter, range);
    default:
      return anyValue;
  }
}

/** A quantile outside 0 to 1 is infinite. */
function quantileOf(parameter: Expr | undefined, range: ValueRange): ValueRange {
  const quantile = parameter && constantValue(parameter);
  return quantile !== undefined && quantile >= 0 && quantile <= 1 ? range : anyValue;
}

const fixedRanges: ReadonlyMap<string, ValueRange> = new Map([
  ...["rate", "irate", "increase", "resets", "changes", "histogram_count", "histogram_stddev", "histogram_stdvar"].map(
    (name) => [name, notNegative] as const,
  ),
  ...["stddev_over_time", "stdvar_over_time", "mad_over_time", "sqrt", "exp", "time", "timestamp", "year"].map(
    (name) => [name, notNegative] as const,
  ),
  ...["absent", "absent_over_time", "present_over_time"].map((name) => [name, one] as const),
  ["count_over_time", { low: 1, high: Infinity }],
  ["histogram_fraction", zeroToOne],
  ["sgn", { low: -1, high: 1 }],
  ["day_of_week", { low: 0, high: 6 }],
  ["day_of_month", { low: 1, high: 31 }],
  ["day_of_year", { low: 1, high: 366 }],
  ["days_in_month", { low: 28, high: 31 }],
  ["hour", { low: 0, high: 23 }],
  ["minute", { low: 0, high: 59 }],
  ["month", { low: 1, high: 12 }],
]);

const keepingFunctions = new Set([
  ...["avg_over_time", "min_over_time", "max_over_time", "last_over_time", "first_over_time", "vector", "scalar"],
  ...["sort", "sort_desc", "sort_by_label", "sort_by_label_desc", "label_replace", "label_join", "info"],
]);

function inferCall({ name, args }: Call, inner: readonly ValueRange[]): ValueRange {
  const fixed = fixedRanges.get(name);
  if (fixed) return fixed;
  const range = inner[0] ?? anyValue;
  if (keepingFunctions.has(name)) return range;
  switch (name) {
    case "sum_over_time":
      return sumOf(range);
    case "quantile_over_time":
      return quantileOf(args[0], inner[1]!);
    case "abs":
      return range.low >= 0 ? range : { low: 0, high: Math.max(Math.abs(range.low), Math.abs(range.high)) };
    case "ceil":
    case "floor":
      return { low: Math[name](range.low), high: Math[name](range.high) };
    case "round":
      return args.length === 1 ? { low: Math.round(range.low), high: Math.round(range.high) } : sumOf(range);
    case "clamp":
      return clamp(range, inner[1]!, inner[2]!);
    case "clamp_min":
      return clamp(range, inner[1]!, exactly(Infinity));
    case "clamp_max":
      return clamp(range, exactly(-Infinity), inner[1]!);
    default:
      return anyValue;
  }
}

/** The ranges of the arguments of `clamp`. */
function clamp(range: ValueRange, min: ValueRange, max: ValueRange): ValueRange {
  const low = Math.max(Math.min(range.low, max.low), min.low);
  const high = Math.min(Math.max(range.high, min.high), max.high);
  return low <= high ? { low, high } : anyValue;
}

function inferBinary(
  node: Binary,
  left: ValueRange,
  right: ValueRange,
  ranges: ReadonlyMap<Expr, ValueRange>,
): ValueRange {
  const { operator } = node;
  if (isComparison(operator)) return node.bool ? zeroToOne : filtered(operator, node, left, right);
  switch (operator) {
    case "and":
    case "unless":
      return left;
    case "or":
      return union(left, right);
    case "+":
      return add(left, right);
    case "-":
      return add(left, negate(right));
    case "*":
      return multiply(left, right);
    case "/": {
      const quotient = divide(left, right);
      const share = highestShare(node, (expr) => ranges.get(expr)?.low ?? -Infinity);
      return share === undefined ? quotient : { low: quotient.low, high: Math.min(quotient.high, share) };
    }
    case "%":
      return left.low >= 0 ? { low: 0, high: left.high } : anyValue;
    default:
      return anyValue;
  }
}

/** The values that a comparison lets through: those of the left side, or of the right one if the left is a number. */
function filtered(operator: ComparisonOperator, { left }: Binary, one: ValueRange, other: ValueRange): ValueRange {
  const isNumber = constantValue(left) !== undefined;
  const [kept, limit] = isNumber ? [other, one] : [one, other];
  const direction = isNumber ? mirrored[operator] : operator;
  const passing = limitedBy(direction, limit);
  return (passing && intersection(kept, passing)) ?? kept;
}

function limitedBy(operator: ComparisonOperator, limit: ValueRange): ValueRange | undefined {
  switch (operator) {
    case "<":
    case "<=":
      return { low: -Infinity, high: limit.high };
    case ">":
    case ">=":
      return { low: limit.low, high: Infinity };
    case "==":
      return limit;
    default:
      return undefined;
  }
}

/** True if a comparison of values in these ranges never holds. */
export function neverHolds(operator: ComparisonOperator, left: ValueRange, right: ValueRange): boolean {
  switch (operator) {
    case "<":
      return left.low >= right.high;
    case "<=":
      return left.low > right.high;
    case ">":
      return left.high <= right.low;
    case ">=":
      return left.high < right.low;
    case "==":
      return left.low > right.high || left.high < right.low;
    case "!=":
      return left.low === left.high && right.low === right.high && left.low === right.low;
  }
}
