import { ofFloatGroups } from "./aggregate-floats.js";
import { limitRatio, limitToFirst, rank } from "./aggregate-select.js";
import { aggregateAvg, aggregateSum } from "./aggregate-sum.js";
import { countValues } from "./aggregate-values.js";
import { type AggregationCall, groupsOf } from "./aggregation.js";
import { plainFloats } from "./old-histograms.js";
import { absent, type Column, emptyColumn, setFloat } from "./value.js";

type Aggregate = (call: AggregationCall) => readonly Column[];

/** How many samples there are, of whatever kind. */
const count: Aggregate = (call) => countSamples(call, (found) => found);

function countSamples(call: AggregationCall, result: (count: number) => number): Column[] {
  return groupsOf(call).map(({ metric, dropName, members }) => {
    const column = emptyColumn(metric, dropName, call.grid.count);
    for (let step = 0; step < call.grid.count; step++) {
      let found = 0;
      for (const { kinds } of members) if (kinds[step] !== absent) found++;
      if (found > 0) setFloat(column, step, result(found));
    }
    return column;
  });
}

const aggregates: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  ["avg", aggregateAvg],
  ["bottomk", (call) => rank(call, "smallest")],
  ["count", count],
  ["count_values", countValues],
  ["group", (call) => countSamples(call, () => 1)],
  ["limit_ratio", limitRatio],
  ["limitk", limitToFirst],
  ["max", ofFloatGroups],
  ["min", ofFloatGroups],
  ["quantile", ofFloatGroups],
  ["stddev", ofFloatGroups],
  ["stdvar", ofFloatGroups],
  ["sum", aggregateSum],
  ["topk", (call) => rank(call, "largest")],
]);

export function aggregate(call: AggregationCall): readonly Column[] {
  const { operator } = call.node;
  const of = aggregates.get(operator);
  if (!of) return [];
  // Before 3.0 only sums knew of histograms.
  return of(call.context.isOld && operator !== "sum" ? { ...call, columns: call.columns.map(plainFloats) } : call);
}
