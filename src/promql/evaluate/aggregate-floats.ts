import { type AggregationCall, type Group, groupsOf } from "./aggregation.js";
import type { Context } from "./context.js";
import { isInfinite } from "./kahan.js";
import { quantileOf } from "./quantile.js";
import { type Column, emptyColumn, float, histogram, isEmpty, setFloat } from "./value.js";

/** An aggregation of floats; that histograms are left out is told. */
export function ofFloatGroups(call: AggregationCall): Column[] {
  const { node, grid, context } = call;
  warnOfHistograms(call);
  const columns: Column[] = [];
  for (const group of groupsOf(call)) {
    const column = emptyColumn(group.metric, group.dropName, grid.count);
    fill(column, group, call);
    if (!isEmpty(column)) columns.push(column);
  }
  if (node.operator === "quantile") warnOfQuantiles(call, context);
  return columns;
}

/** Tells that an aggregation leaves out histograms, when there are any. */
export function warnOfHistograms({ node, columns, context }: AggregationCall): void {
  const ignored = columns.some(({ histograms, kinds }) => histograms && kinds.includes(histogram));
  if (ignored) context.annotations.info(`ignored histogram in ${node.operator} aggregation`, node.expr);
}

function warnOfQuantiles({ node, parameter }: AggregationCall, { annotations }: Context): void {
  if (parameter?.kind !== "scalar") return;
  for (const quantile of parameter.values) {
    if (!(quantile >= 0 && quantile <= 1)) annotations.invalidQuantile(quantile, node.parameter!);
  }
}

function fill(column: Column, group: Group, { node, parameter, context }: AggregationCall): void {
  const { operator } = node;
  if (operator === "max") extreme(column, group, (value, best) => value > best);
  else if (operator === "min") extreme(column, group, (value, best) => value < best);
  else if (operator === "stddev") variance(column, group, context, Math.sqrt);
  else if (operator === "stdvar") variance(column, group, context, (value) => value);
  else if (parameter?.kind === "scalar") quantiles(column, group, parameter.values);
}

/** NaN is beaten by any other value. */
function extreme({ kinds, values }: Column, { members }: Group, beats: (value: number, best: number) => boolean): void {
  for (const member of members) {
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      const value = member.values[step]!;
      if (kinds[step] === float && !beats(value, values[step]!) && !Number.isNaN(values[step]!)) continue;
      kinds[step] = float;
      values[step] = value;
    }
  }
}

function variance(
  { kinds, values }: Column,
  { members }: Group,
  { isOld }: Context,
  result: (value: number) => number,
): void {
  const counts = new Uint32Array(kinds.length);
  const means = new Float64Array(kinds.length);
  for (const member of members) {
    for (let step = 0; step < kinds.length; step++) {
      if (member.kinds[step] !== float) continue;
      const value = member.values[step]!;
      const count = ++counts[step]!;
      if (count === 1) {
        kinds[step] = float;
        means[step] = value;
        // Before 3.0 a single infinite value had no deviation.
        values[step] = !isOld && (isInfinite(value) || Number.isNaN(value)) ? Number.NaN : 0;
        continue;
      }
      const distance = value - means[step]!;
      means[step]! += distance / count;
      values[step]! += distance * (value - means[step]!);
    }
  }
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === float) values[step] = result(values[step]! / counts[step]!);
  }
}

function quantiles(column: Column, { members }: Group, wanted: Float64Array): void {
  const found = new Float64Array(members.length);
  for (let step = 0; step < column.kinds.length; step++) {
    let count = 0;
    for (const member of members) if (member.kinds[step] === float) found[count++] = member.values[step]!;
    if (count > 0) setFloat(column, step, quantileOf(wanted[step]!, found.subarray(0, count)));
  }
}
