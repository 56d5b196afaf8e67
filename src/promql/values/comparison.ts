import type { Binary, BinaryOperator, Expr } from "../../promql/index.js";
import { unwrapParens } from "../../promql/index.js";

export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** A comparison with a number, normalized so that the number is on the right. */
export interface Threshold {
  readonly compared: Expr;
  readonly operator: ComparisonOperator;
  readonly value: number;
  /** The node of the number. */
  readonly limit: Expr;
  readonly comparison: Binary;
}

/** The operator that says the same of swapped sides. */
export const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

export function isComparison(operator: BinaryOperator): operator is ComparisonOperator {
  return operator in mirrored;
}

/**
 * Finds the comparisons with a number that decide whether an alert fires, on either side
 * of `and`, `or` and on the left of `unless`.
 */
export function findThresholds(expr: Expr): Threshold[] {
  const thresholds: Threshold[] = [];
  const open: Expr[] = [expr];
  for (let next = open.pop(); next; next = open.pop()) {
    const node = unwrapParens(next);
    if (node.kind !== "binary") continue;
    if (node.operator === "and" || node.operator === "or") open.push(node.right, node.left);
    else if (node.operator === "unless") open.push(node.left);
    else if (isComparison(node.operator) && !node.bool) {
      const threshold = toThreshold(node, node.operator);
      if (threshold) thresholds.push(threshold);
    }
  }
  return thresholds;
}

function toThreshold(comparison: Binary, operator: ComparisonOperator): Threshold | undefined {
  const { left, right } = comparison;
  const onRight = constantValue(right);
  if (onRight !== undefined)
    return { compared: unwrapParens(left), operator, value: onRight, limit: right, comparison };
  const onLeft = constantValue(left);
  if (onLeft === undefined) return undefined;
  return { compared: unwrapParens(right), operator: mirrored[operator], value: onLeft, limit: left, comparison };
}

/** Deeper expressions are not folded. */
const deepestConstant = 20;

/** Folds constants. Returns undefined if an expression is not a literal, or arithmetic on literals. */
export function constantValue(expr: Expr, depth = deepestConstant): number | undefined {
  const node = unwrapParens(expr);
  if (depth === 0) return undefined;
  if (node.kind === "number") return node.variable === undefined ? node.value : undefined;
  if (node.kind === "unary") {
    const operand = constantValue(node.operand, depth - 1);
    return operand !== undefined && node.operator === "-" ? -operand : operand;
  }
  if (node.kind !== "binary") return undefined;
  const calculate = arithmetic.get(node.operator);
  if (!calculate) return undefined;
  const left = constantValue(node.left, depth - 1);
  const right = left === undefined ? undefined : constantValue(node.right, depth - 1);
  return left === undefined || right === undefined ? undefined : calculate(left, right);
}

const arithmetic: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ["+", (left, right) => left + right],
  ["-", (left, right) => left - right],
  ["*", (left, right) => left * right],
  ["/", (left, right) => left / right],
  ["%", (left, right) => left % right],
  ["^", (left, right) => left ** right],
]);
