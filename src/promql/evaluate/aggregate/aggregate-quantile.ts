import { computeQuantile } from "../numeric/quantile.js";
import { type Column, emptyColumn, float, setFloat } from "../vector/value.js";
import { annotateIgnoredHistograms } from "./accumulate-floats.js";
import { type AggregationCall, findExtremes, groupColumns } from "./aggregation.js";

/** Computes the quantile of the floats of each group. */
export function aggregateQuantile(call: AggregationCall): Column[] {
  const { node, parameter, grid, context } = call;
  const quantiles = parameter?.kind === "scalar" ? parameter.values : new Float64Array(0);
  for (const column of call.columns) annotateIgnoredHistograms(column, call);
  const results = groupColumns(call).map(({ metric, dropName, members }) => {
    const column = emptyColumn(metric, dropName, grid.count);
    fillQuantiles(column, members, quantiles);
    return column;
  });
  for (const quantile of findExtremes(quantiles)) {
    if (!(quantile >= 0 && quantile <= 1)) context.annotations.invalidQuantile(quantile, node.parameter!);
  }
  return results;
}

function fillQuantiles(column: Column, members: readonly Column[], quantiles: Float64Array): void {
  const floats = new Float64Array(members.length);
  for (let step = 0; step < quantiles.length; step++) {
    let count = 0;
    for (const member of members) if (member.kinds[step] === float) floats[count++] = member.values[step]!;
    if (count > 0) setFloat(column, step, computeQuantile(quantiles[step]!, floats.subarray(0, count)));
  }
}
