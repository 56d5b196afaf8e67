import type { Binary } from "../../syntax/ast.js";
import { matchVectors } from "./match-vectors.js";
import { isComparison, isSetOperator, operate, type ValueOperator } from "./operators.js";
import type { StepVector, Value } from "./step-vector.js";

/** Evaluates an operator on two values. */
export function evaluateBinary(node: Binary, left: Value, right: Value): Value {
  const { operator } = node;
  if (typeof left === "object" && typeof right === "object") return matchVectors(node, left, right);
  // The parser refuses set operators with numbers.
  if (isSetOperator(operator)) return [];
  if (typeof left === "object") return withNumber(node, operator, left, right as number, false);
  if (typeof right === "object") return withNumber(node, operator, right, left, true);
  return operate(operator, left, right);
}

/** A comparison keeps the value of the vector on whichever side it is. */
function withNumber(
  { bool }: Binary,
  operator: ValueOperator,
  steps: readonly StepVector[],
  number: number,
  isLeft: boolean,
): readonly StepVector[] {
  const filters = isComparison(operator) && !bool;
  return steps.map(({ time, samples }) => ({
    time,
    samples: samples.flatMap(({ metric, value }) => {
      const result = isLeft ? operate(operator, number, value) : operate(operator, value, number);
      if (!filters) return [{ metric, value: result }];
      return result === 1 ? [{ metric, value }] : [];
    }),
  }));
}
