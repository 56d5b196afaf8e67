import type { Aggregation } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { findGroup, groupIndexFor } from "../labels/label-memo.js";
import type { Grid } from "../query/grid.js";
import { toFloatColumn } from "../vector/legacy-samples.js";
import { countSamples, findPeakOfInput } from "../vector/sample-budget.js";
import { absent, type Column, emptyColumn, isEmpty, type Value, type VectorValue } from "../vector/value.js";
import type { Accumulator } from "./accumulator.js";
import { accumulators, supportsHistograms } from "./aggregate.js";
import { type AggregationCall, groupSignature } from "./aggregation.js";

/** Produces series one after the other. */
export interface ColumnSource {
  /** The series that they are computed from. */
  readonly list: readonly unknown[];
  /** Visits each with its index in the list. A column without histograms is reused for the next one. */
  each(visit: (column: Column, index: number) => void): void;
}

/**
 * Aggregates series as they are computed, so that they are never in memory all at once. The sample budget is charged as
 * if they were, as in Prometheus: the inputs, then the result, then the inputs are released.
 */
export function aggregateStream(
  node: Aggregation,
  { list, each }: ColumnSource,
  grid: Grid,
  context: Context,
): VectorValue {
  const call: AggregationCall = { node, columns: [], parameter: undefined, grid, context };
  const createAccumulator = accumulators.get(node.operator)!;
  const groupIndex = groupIndexFor(context.memoFor(node), list);
  const groups: (Accumulator | undefined)[] = [];
  const inOrder: Accumulator[] = [];
  const signature = groupSignature(call);
  const keepsHistograms = supportsHistograms(call);
  const read = new Uint32Array(grid.count);
  let held = 0;
  each((column, index) => {
    const number = findGroup(groupIndex, index, () => signature(column.metric));
    let group = groups[number];
    if (!group) {
      group = createAccumulator(emptyColumn(groupIndex.groups[number]!, column.dropName, grid.count), call);
      groups[number] = group;
      inOrder.push(group);
    }
    group.add(keepsHistograms ? column : toFloatColumn(column));
    for (let step = 0; step < read.length; step++) {
      if (column.kinds[step] === absent) continue;
      read[step]!++;
      held++;
    }
  });
  const columns = inOrder.map((group) => group.finish()).filter((column) => !isEmpty(column));
  const value: Value = { kind: "vector", columns };
  if (context.semantics.budgetsAggregationInput) {
    const peak = findPeakOfInput(read, value);
    context.reserve(peak);
    context.release(peak);
  }
  context.reserve(countSamples(value));
  context.release(held);
  return value;
}
