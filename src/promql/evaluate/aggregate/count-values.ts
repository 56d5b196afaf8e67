import { unwrapParens } from "../../syntax/walk.js";
import { formatHistogram } from "../histogram/format.js";
import { isLabelName } from "../labels/label-name.js";
import { withLabel } from "../labels/metric.js";
import { formatFloat } from "../numeric/go-float.js";
import { fail } from "../query/failure.js";
import { type Column, emptyColumn, sampleAt, setFloat } from "../vector/value.js";
import { type AggregationCall, groupColumns } from "./aggregation.js";

/** Counts the occurrences of each value; the value becomes a label. */
export function countValues(call: AggregationCall): Column[] {
  const { node, parameter, grid, context } = call;
  const label = parameter?.kind === "string" ? parameter.value : "";
  if (!isLabelName(label, context.semantics)) {
    const written = node.parameter && context.sourceText(unwrapParens(node.parameter));
    fail(`invalid label name ${written ?? JSON.stringify(label)}`);
  }
  const counted = new Map<string, Column>();
  const groups = new Map(
    groupColumns(call).flatMap((group) => group.members.map((member) => [member, group] as const)),
  );
  for (let step = 0; step < grid.count; step++) {
    for (const member of call.columns) {
      const sample = sampleAt(member, step);
      if (sample === undefined) continue;
      const { metric, dropName } = groups.get(member)!;
      const text = typeof sample === "number" ? formatFloat(sample) : formatHistogram(sample);
      const counter = withLabel(metric, label, text);
      let column = counted.get(counter.key);
      if (!column) {
        column = emptyColumn(counter, dropName, grid.count);
        counted.set(counter.key, column);
      }
      setFloat(column, step, column.values[step]! + 1);
    }
  }
  return [...counted.values()];
}
