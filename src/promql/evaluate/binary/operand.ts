import type { Binary } from "../../syntax/ast.js";
import { addHistograms, subtractHistograms } from "../histogram/arithmetic.js";
import { compact, divide, equalHistograms, type NativeHistogram, scale } from "../histogram/native-histogram.js";
import { trim } from "../histogram/trim.js";
import { power } from "../numeric/go-math.js";
import type { Annotations } from "../query/annotations.js";
import type { Semantics } from "../query/semantics.js";

export type Operand = number | NativeHistogram;

const comparisons: ReadonlyMap<string, (left: number, right: number) => boolean> = new Map([
  ["==", (left: number, right: number) => left === right],
  ["!=", (left: number, right: number) => left !== right],
  ["<", (left: number, right: number) => left < right],
  ["<=", (left: number, right: number) => left <= right],
  [">", (left: number, right: number) => left > right],
  [">=", (left: number, right: number) => left >= right],
]);

export function isComparison(operator: string): boolean {
  return comparisons.has(operator);
}

/** True if an operator trims a native histogram. */
export function isTrim(operator: string): boolean {
  return operator === "</" || operator === ">/";
}

/** True if the result keeps the metric name: comparisons and trims only filter. */
export function keepsMetricName(operator: string, { keepsNameAfterAtan2 }: Semantics): boolean {
  return (
    isComparison(operator) || operator === "</" || operator === ">/" || (keepsNameAfterAtan2 && operator === "atan2")
  );
}

/** The arithmetic operators, computed as Go does. */
const arithmetic: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ["+", (left: number, right: number) => left + right],
  ["-", (left: number, right: number) => left - right],
  ["*", (left: number, right: number) => left * right],
  ["/", (left: number, right: number) => left / right],
  ["%", (left: number, right: number) => left % right],
  ["^", power],
  ["atan2", Math.atan2],
]);

/** An operator on two floats: arithmetic, or a comparison. */
export type FloatOperation =
  | { readonly compares: true; readonly of: (left: number, right: number) => boolean }
  | { readonly compares: false; readonly of: (left: number, right: number) => number };

export function floatOperation(operator: string): FloatOperation {
  const comparison = comparisons.get(operator);
  if (comparison) return { compares: true, of: comparison };
  return { compares: false, of: arithmetic.get(operator) ?? (() => Number.NaN) };
}

/** Applies an operator to two samples. A comparison returns whether it holds; undefined means no result. */
export function operate(
  node: Binary,
  left: Operand,
  right: Operand,
  annotations: Annotations,
): number | NativeHistogram | boolean | undefined {
  const { operator } = node;
  if (typeof left === "number") {
    if (typeof right === "number") {
      if (isTrim(operator)) return annotateIncompatible(node, "float", "float", annotations);
      return floatOperation(operator).of(left, right);
    }
    return operator === "*" ? scale(right, left) : annotateIncompatible(node, "float", "histogram", annotations);
  }
  if (typeof right === "number") {
    if (operator === "*") return scale(left, right);
    if (operator === "/") return divide(left, right);
    if (operator === "</") return trim(left, "below", right);
    if (operator === ">/") return trim(left, "above", right);
    return annotateIncompatible(node, "histogram", "float", annotations);
  }
  if (operator === "==") return equalHistograms(left, right);
  if (operator === "!=") return !equalHistograms(left, right);
  if (operator === "+" || operator === "-") return addOrSubtract(node, left, right, annotations);
  return annotateIncompatible(node, "histogram", "histogram", annotations);
}

function annotateIncompatible(node: Binary, left: string, right: string, annotations: Annotations): undefined {
  const { operator } = node;
  const what = `incompatible sample types encountered for binary operator "${operator}"`;
  annotations.info(`${what}: ${left} ${operator} ${right}`, node);
  return undefined;
}

function addOrSubtract(
  node: Binary,
  left: NativeHistogram,
  right: NativeHistogram,
  annotations: Annotations,
): NativeHistogram | undefined {
  const adds = node.operator === "+";
  const during = adds ? "addition" : "subtraction";
  const combined = adds ? addHistograms(left, right) : subtractHistograms(left, right);
  if (!combined) {
    annotations.warn(`incompatible bucket layout encountered for binary operator ${node.operator}`, node);
    return undefined;
  }
  if (combined.resetsCollide) annotations.resetsCollide(during, node);
  if (combined.boundsDiffered) annotations.boundsReconciled(during, node);
  return compact(combined.histogram);
}
