import { plainFloats } from "../vector/legacy-samples.js";
import { type Column, emptyColumn } from "../vector/value.js";
import { beginCount, beginGroup, beginMax, beginMin, beginStddev, beginStdvar } from "./accumulate-floats.js";
import { beginAvg, beginSum } from "./accumulate-sum.js";
import type { Begin } from "./accumulator.js";
import { aggregateQuantile } from "./aggregate-quantile.js";
import { limitRatio, limitToFirst, rank } from "./aggregate-select.js";
import { type AggregationCall, groupsOf } from "./aggregation.js";
import { countValues } from "./count-values.js";

/** The aggregations that take in series one after the other. */
export const accumulators: ReadonlyMap<string, Begin> = new Map([
  ["avg", beginAvg],
  ["count", beginCount],
  ["group", beginGroup],
  ["max", beginMax],
  ["min", beginMin],
  ["stddev", beginStddev],
  ["stdvar", beginStdvar],
  ["sum", beginSum],
]);

type Aggregate = (call: AggregationCall) => readonly Column[];

const others: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  ["bottomk", (call) => rank(call, "smallest")],
  ["count_values", countValues],
  ["limit_ratio", limitRatio],
  ["limitk", limitToFirst],
  ["quantile", aggregateQuantile],
  ["topk", (call) => rank(call, "largest")],
]);

export function aggregate(call: AggregationCall): readonly Column[] {
  const { operator } = call.node;
  const own = knowsHistograms(call) ? call : { ...call, columns: call.columns.map(plainFloats) };
  const begin = accumulators.get(operator);
  if (!begin) return others.get(operator)?.(own) ?? [];
  return groupsOf(own).map(({ metric, dropName, members }) => {
    const accumulator = begin(emptyColumn(metric, dropName, own.grid.count), own);
    for (const member of members) accumulator.add(member);
    return accumulator.finish();
  });
}

/** Before 3.0 only sums knew of histograms. */
export function knowsHistograms({ node, context }: AggregationCall): boolean {
  return !context.semantics.histogramsAreFloats || node.operator === "sum";
}
