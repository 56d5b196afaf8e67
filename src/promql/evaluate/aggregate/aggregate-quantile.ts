import { computeQuantile } from "../numeric/quantile.js";
import { type Column, emptyColumn, float, setFloat } from "../vector/value.js";
import { annotateIgnoredHistograms } from "./accumulate-floats.js";
import { type AggregationCall, findExtremes, groupColumns } from "./aggregation.js";

/** Computes the quantile of the floats of each group. */
export function aggregateQuantile(call: AggregationCall): Column[] {
  const { node, parameter, grid, context } = call;
  const wanted = parameter?.kind === "scalar" ? parameter.values : new Float64Array(0);
  for (const column of call.columns) annotateIgnoredHistograms(column, call);
  const made = groupColumns(call).map(({ metric, dropName, members }) => {
    const column = emptyColumn(metric, dropName, grid.count);
    fillQuantiles(column, members, wanted);
    return column;
  });
  for (const quantile of findExtremes(wanted)) {
    if (!(quantile >= 0 && quantile <= 1)) context.annotations.invalidQuantile(quantile, node.parameter!);
  }
  return made;
}

function fillQuantiles(column: Column, members: readonly Column[], wanted: Float64Array): void {
  const found = new Float64Array(members.length);
  for (let step = 0; step < wanted.length; step++) {
    let count = 0;
    for (const member of members) if (member.kinds[step] === float) found[count++] = member.values[step]!;
    if (count > 0) setFloat(column, step, computeQuantile(wanted[step]!, found.subarray(0, count)));
  }
}
