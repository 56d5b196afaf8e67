import type { Binary } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { attachHistograms, toFloatColumn } from "../vector/legacy-samples.js";
import { mergeRenamed } from "../vector/merge.js";
import {
  type Column,
  createVector,
  emptyColumn,
  float,
  isEmpty,
  relabel,
  type ScalarValue,
  sampleAt,
  setSample,
  type Value,
  type VectorValue,
} from "../vector/value.js";
import { matchVectors } from "./match-vectors.js";
import { floatOperation, keepsMetricName, operate } from "./operand.js";
import { applySetOperator, isSetOperator } from "./set-operators.js";

/** Evaluates a binary operator. */
export function evaluateBinary(node: Binary, left: Value, right: Value, context: Context): Value {
  if (left.kind === "scalar" && right.kind === "scalar") return combineScalars(node, left, right);
  if (left.kind === "scalar" && right.kind === "vector") return combineWithScalar(node, right, left, true, context);
  if (left.kind === "vector" && right.kind === "scalar") return combineWithScalar(node, left, right, false, context);
  const [lefts, rights] = [toColumns(left), toColumns(right)];
  if (isSetOperator(node.operator)) return createVector(applySetOperator(node, lefts, rights, context));
  return matchVectors(node, lefts, rights, context);
}

function toColumns(value: Value): readonly Column[] {
  return value.kind === "vector" ? value.columns : [];
}

function combineScalars({ operator }: Binary, left: ScalarValue, right: ScalarValue): ScalarValue {
  const operation = floatOperation(operator);
  const values = left.values.map((value, step) => Number(operation.of(value, right.values[step]!)));
  return { kind: "scalar", values };
}

function combineWithScalar(
  node: Binary,
  { columns }: VectorValue,
  { values }: ScalarValue,
  isScalarFirst: boolean,
  context: Context,
): VectorValue {
  const keepsName = keepsMetricName(node.operator, context.semantics) && !node.bool;
  const results: Column[] = [];
  for (const column of columns) {
    const { metric, dropName } = keepsName ? column : context.dropName(column.metric);
    const result = emptyColumn(metric, dropName, column.kinds.length);
    if (context.semantics.histogramsAreFloats) {
      combineFloats(result, toFloatColumn(column), node, values, isScalarFirst);
      attachHistograms(result, column);
    } else if (column.histograms) combineSamples(result, column, node, values, isScalarFirst, context);
    else combineFloats(result, column, node, values, isScalarFirst);
    if (!isEmpty(result)) results.push(keepsName ? result : relabel(result, metric, dropName));
  }
  return keepsName ? createVector(results) : mergeRenamed(results, context);
}

function combineFloats(
  result: Column,
  column: Column,
  node: Binary,
  scalars: Float64Array,
  isScalarFirst: boolean,
): void {
  const operation = floatOperation(node.operator);
  const { kinds, values } = column;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] !== float) continue;
    const value = values[step]!;
    const scalar = scalars[step]!;
    const outcome = isScalarFirst ? operation.of(scalar, value) : operation.of(value, scalar);
    if (typeof outcome === "boolean") {
      if (!outcome && !node.bool) continue;
      result.values[step] = node.bool ? Number(outcome) : value;
    } else result.values[step] = outcome;
    result.kinds[step] = float;
  }
}

function combineSamples(
  result: Column,
  column: Column,
  node: Binary,
  scalars: Float64Array,
  isScalarFirst: boolean,
  { annotations }: Context,
): void {
  for (let step = 0; step < column.kinds.length; step++) {
    const sample = sampleAt(column, step);
    if (sample === undefined) continue;
    const scalar = scalars[step]!;
    const outcome = isScalarFirst
      ? operate(node, scalar, sample, annotations)
      : operate(node, sample, scalar, annotations);
    if (typeof outcome === "boolean") {
      if (node.bool) setSample(result, step, Number(outcome));
      else if (outcome) setSample(result, step, sample);
    } else if (outcome !== undefined) setSample(result, step, outcome);
  }
}
