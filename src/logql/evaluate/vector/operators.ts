import { power } from "../../../promql/evaluate/index.js";
import type { BinaryOperator } from "../../syntax/ast.js";

export type SetOperator = "and" | "or" | "unless";
export type ValueOperator = Exclude<BinaryOperator, SetOperator>;

const operations: Readonly<Record<ValueOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  // Division by zero gives NaN, unlike in PromQL.
  "/": (left, right) => (right === 0 ? Number.NaN : left / right),
  "%": (left, right) => (right === 0 ? Number.NaN : left % right),
  "^": power,
  "==": (left, right) => Number(left === right),
  "!=": (left, right) => Number(left !== right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
};

const comparisons: ReadonlySet<BinaryOperator> = new Set(["==", "!=", ">", ">=", "<", "<="]);

/** Applies an operator to two numbers; a comparison is 0 or 1. */
export function operate(operator: ValueOperator, left: number, right: number): number {
  return operations[operator](left, right);
}

export function isComparison(operator: BinaryOperator): boolean {
  return comparisons.has(operator);
}

export function isSetOperator(operator: BinaryOperator): operator is SetOperator {
  return operator === "and" || operator === "or" || operator === "unless";
}
