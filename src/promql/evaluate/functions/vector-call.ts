import type { Call, Expr } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { Grid } from "../query/grid.js";
import { toFloatColumn } from "../vector/legacy-samples.js";
import { mergeRenamed } from "../vector/merge.js";
import {
  type Column,
  createKinds,
  createVector,
  emptyColumn,
  float,
  isEmpty,
  setFloat,
  type Value,
  type VectorValue,
} from "../vector/value.js";

/** A call of a function of vectors and scalars. */
export interface VectorCall {
  readonly node: Call;
  /** The arguments without enclosing parentheses. */
  readonly args: readonly Expr[];
  readonly values: readonly Value[];
  readonly grid: Grid;
  readonly context: Context;
}

export type VectorFunction = (call: VectorCall) => Value;

export function vectorArgument({ values }: VectorCall, index: number): readonly Column[] {
  const value = values[index];
  return value?.kind === "vector" ? value.columns : [];
}

export function scalarArgument({ values }: VectorCall, index: number): Float64Array {
  const value = values[index];
  return value?.kind === "scalar" ? value.values : new Float64Array(0);
}

export function stringArgument({ values }: VectorCall, index: number): string {
  const value = values[index];
  return value?.kind === "string" ? value.value : "";
}

/** Maps every float; histograms, and floats mapped to undefined, are dropped. */
export function mapFloats(call: VectorCall, change: (value: number, step: number) => number | undefined): VectorValue {
  const { context } = call;
  const columns: Column[] = [];
  for (const argument of vectorArgument(call, 0)) {
    const source = context.semantics.histogramsAreFloats ? toFloatColumn(argument) : argument;
    const { metric, dropName } = context.dropName(source.metric);
    const column = emptyColumn(metric, dropName, source.kinds.length);
    for (let step = 0; step < source.kinds.length; step++) {
      if (source.kinds[step] !== float) continue;
      const value = change(source.values[step]!, step);
      if (value !== undefined) setFloat(column, step, value);
    }
    if (!isEmpty(column)) columns.push(column);
  }
  return mergeRenamed(columns, context);
}

/** A vector with one sample without labels at every step. */
export function scalarToVector(values: Float64Array, empty: Column): VectorValue {
  return createVector([{ ...empty, kinds: createKinds(values.length).fill(float), values }]);
}
