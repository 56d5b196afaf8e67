import { toFloatColumn } from "../vector/legacy-samples.js";
import { type Column, emptyColumn } from "../vector/value.js";
import { createCount, createGroup, createMax, createMin, createStddev, createStdvar } from "./accumulate-floats.js";
import { createAvg, createSum } from "./accumulate-sum.js";
import type { CreateAccumulator } from "./accumulator.js";
import { aggregateQuantile } from "./aggregate-quantile.js";
import { type AggregationCall, groupColumns } from "./aggregation.js";
import { countValues } from "./count-values.js";
import { selectExtremes, selectFirst, selectRatio } from "./select-samples.js";

/** The aggregations that accumulate one series after the other. */
export const accumulators: ReadonlyMap<string, CreateAccumulator> = new Map([
  ["avg", createAvg],
  ["count", createCount],
  ["group", createGroup],
  ["max", createMax],
  ["min", createMin],
  ["stddev", createStddev],
  ["stdvar", createStdvar],
  ["sum", createSum],
]);

type Collector = (call: AggregationCall) => readonly Column[];

const collectors: ReadonlyMap<string, Collector> = new Map<string, Collector>([
  ["bottomk", (call) => selectExtremes(call, "smallest")],
  ["count_values", countValues],
  ["limit_ratio", selectRatio],
  ["limitk", selectFirst],
  ["quantile", aggregateQuantile],
  ["topk", (call) => selectExtremes(call, "largest")],
]);

export function aggregate(call: AggregationCall): readonly Column[] {
  const { operator } = call.node;
  const input = supportsHistograms(call) ? call : { ...call, columns: call.columns.map(toFloatColumn) };
  const createAccumulator = accumulators.get(operator);
  if (!createAccumulator) return collectors.get(operator)?.(input) ?? [];
  return groupColumns(input).map(({ metric, dropName, members }) => {
    const accumulator = createAccumulator(emptyColumn(metric, dropName, input.grid.count), input);
    for (const member of members) accumulator.add(member);
    return accumulator.finish();
  });
}

/** True if an aggregation handles histograms; others see them as floats. */
export function supportsHistograms({ node, context }: AggregationCall): boolean {
  return !context.semantics.histogramsAreFloats || node.operator === "sum";
}
