import type { Aggregation } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { groupNumber, slotsOf } from "../labels/label-memo.js";
import type { Grid } from "../query/grid.js";
import { plainFloats } from "../vector/legacy-samples.js";
import { mostAtOnce, samplesIn } from "../vector/sample-budget.js";
import { absent, type Column, emptyColumn, isEmpty, type Value, type VectorValue } from "../vector/value.js";
import type { Accumulator } from "./accumulator.js";
import { accumulators, knowsHistograms } from "./aggregate.js";
import { type AggregationCall, groupLabels } from "./aggregation.js";

/** Series to be given one after the other. */
export interface ColumnSource {
  /** What they are made of. */
  readonly list: readonly unknown[];
  /** Gives each with its place in the list; it is good until the next one, unless it has histograms. */
  each(visit: (column: Column, index: number) => void): void;
}

/**
 * Aggregates series as they come, so that they never are in memory all at once. They count as if they were: as
 * Prometheus has them, then adds the result, and then lets go of them.
 */
export function aggregateStream(
  node: Aggregation,
  { list, each }: ColumnSource,
  grid: Grid,
  context: Context,
): VectorValue {
  const call: AggregationCall = { node, columns: [], parameter: undefined, grid, context };
  const begin = accumulators.get(node.operator)!;
  const slots = slotsOf(context.memoOf(node), list);
  const groups: (Accumulator | undefined)[] = [];
  const inOrder: Accumulator[] = [];
  const labelsOf = groupLabels(call);
  const asTheyAre = knowsHistograms(call);
  const read = new Uint32Array(grid.count);
  let held = 0;
  each((column, index) => {
    const number = groupNumber(slots, index, () => labelsOf(column.metric));
    let group = groups[number];
    if (!group) {
      group = begin(emptyColumn(slots.groups[number]!, column.dropName, grid.count), call);
      groups[number] = group;
      inOrder.push(group);
    }
    group.add(asTheyAre ? column : plainFloats(column));
    for (let step = 0; step < read.length; step++) {
      if (column.kinds[step] === absent) continue;
      read[step]!++;
      held++;
    }
  });
  const columns = inOrder.map((group) => group.finish()).filter((column) => !isEmpty(column));
  const value: Value = { kind: "vector", columns };
  if (context.semantics.budgetsAggregationInput) {
    const most = mostAtOnce(read, value);
    context.hold(most);
    context.release(most);
  }
  context.hold(samplesIn(value));
  context.release(held);
  return value;
}
