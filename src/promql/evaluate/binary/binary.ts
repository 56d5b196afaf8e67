import type { Binary } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { attachHistograms, plainFloats } from "../vector/legacy-samples.js";
import { renamed } from "../vector/merge.js";
import {
  type Column,
  emptyColumn,
  float,
  isEmpty,
  relabelled,
  type ScalarValue,
  sampleAt,
  setSample,
  type Value,
  type VectorValue,
  vectorOf,
} from "../vector/value.js";
import { matchVectors } from "./match-vectors.js";
import { floatOperation, keepsMetricName, operate } from "./operand.js";
import { applySetOperator, isSetOperator } from "./set-operators.js";

/** Evaluates an operator on its two operands. */
export function evaluateBinary(node: Binary, left: Value, right: Value, context: Context): Value {
  if (left.kind === "scalar" && right.kind === "scalar") return ofScalars(node, left, right);
  if (left.kind === "scalar" && right.kind === "vector") return withScalar(node, right, left, true, context);
  if (left.kind === "vector" && right.kind === "scalar") return withScalar(node, left, right, false, context);
  const [lefts, rights] = [columnsOf(left), columnsOf(right)];
  if (isSetOperator(node.operator)) return vectorOf(applySetOperator(node, lefts, rights, context));
  return matchVectors(node, lefts, rights, context);
}

function columnsOf(value: Value): readonly Column[] {
  return value.kind === "vector" ? value.columns : [];
}

function ofScalars({ operator }: Binary, left: ScalarValue, right: ScalarValue): ScalarValue {
  const operation = floatOperation(operator);
  const values = left.values.map((value, step) => Number(operation.of(value, right.values[step]!)));
  return { kind: "scalar", values };
}

function withScalar(
  node: Binary,
  { columns }: VectorValue,
  { values }: ScalarValue,
  scalarFirst: boolean,
  context: Context,
): VectorValue {
  const keepsName = keepsMetricName(node.operator, context.semantics) && !node.bool;
  const made: Column[] = [];
  for (const column of columns) {
    const { metric, dropName } = keepsName ? column : context.unnamed(column.metric);
    const result = emptyColumn(metric, dropName, column.kinds.length);
    if (context.semantics.histogramsAreFloats) {
      ofFloats(result, plainFloats(column), node, values, scalarFirst);
      attachHistograms(result, column);
    } else if (column.histograms) ofAnySamples(result, column, node, values, scalarFirst, context);
    else ofFloats(result, column, node, values, scalarFirst);
    if (!isEmpty(result)) made.push(keepsName ? result : relabelled(result, metric, dropName));
  }
  return keepsName ? vectorOf(made) : renamed(made, context);
}

function ofFloats(result: Column, column: Column, node: Binary, scalars: Float64Array, scalarFirst: boolean): void {
  const operation = floatOperation(node.operator);
  const { kinds, values } = column;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] !== float) continue;
    const value = values[step]!;
    const scalar = scalars[step]!;
    const outcome = scalarFirst ? operation.of(scalar, value) : operation.of(value, scalar);
    if (typeof outcome === "boolean") {
      if (!outcome && !node.bool) continue;
      result.values[step] = node.bool ? Number(outcome) : value;
    } else result.values[step] = outcome;
    result.kinds[step] = float;
  }
}

function ofAnySamples(
  result: Column,
  column: Column,
  node: Binary,
  scalars: Float64Array,
  scalarFirst: boolean,
  { annotations }: Context,
): void {
  for (let step = 0; step < column.kinds.length; step++) {
    const sample = sampleAt(column, step);
    if (sample === undefined) continue;
    const scalar = scalars[step]!;
    const outcome = scalarFirst
      ? operate(node, scalar, sample, annotations)
      : operate(node, sample, scalar, annotations);
    if (typeof outcome === "boolean") {
      if (node.bool) setSample(result, step, Number(outcome));
      else if (outcome) setSample(result, step, sample);
    } else if (outcome !== undefined) setSample(result, step, outcome);
  }
}
