import { timeAt } from "../query/grid.js";
import { mergeRenamed } from "../vector/merge.js";
import { absent, type Column, createVector, emptyColumn, setFloat, type Value } from "../vector/value.js";
import { absentNow, absentOverTime } from "./absent-functions.js";
import { dateFunctions } from "./date-functions.js";
import { histogramFunctions } from "./histogram-functions.js";
import { info } from "./info.js";
import { labelFunctions } from "./label-functions.js";
import { mathFunctions } from "./math-functions.js";
import { scalarFunctions } from "./scalar-functions.js";
import { sortFunctions } from "./sort-functions.js";
import { type VectorCall, type VectorFunction, vectorArgument } from "./vector-call.js";

/** Returns sample times of a plain selector, which select-instant provides, and evaluation times otherwise. */
function timestamp(call: VectorCall): Value {
  const { args, context, grid } = call;
  const asSelected = args[0]!.kind === "selector";
  const columns = vectorArgument(call, 0).map((source): Column => {
    const { metric, dropName } = context.dropName(source.metric);
    const column = emptyColumn(metric, dropName, source.kinds.length);
    for (let step = 0; step < source.kinds.length; step++) {
      if (source.kinds[step] === absent) continue;
      setFloat(column, step, asSelected ? source.values[step]! : timeAt(grid, step) / 1000);
    }
    return column;
  });
  return mergeRenamed(columns, context);
}

/** Returns start timestamps of a plain selector, if they are enabled. */
function startTimestamp(call: VectorCall): Value {
  const { args, context } = call;
  if (args[0]!.kind !== "selector" || !context.settings.startTimestamps) return createVector([]);
  return mergeRenamed(
    vectorArgument(call, 0).map((column) => context.withoutName(column)),
    context,
  );
}

/** Every function except those that are applied to the windows of one series at a time. */
export const vectorFunctions: ReadonlyMap<string, VectorFunction> = new Map<string, VectorFunction>([
  ...dateFunctions,
  ...histogramFunctions,
  ...labelFunctions,
  ...mathFunctions,
  ...scalarFunctions,
  ...sortFunctions,
  ["absent", absentNow],
  ["absent_over_time", absentOverTime],
  ["info", info],
  ["start_timestamp", startTimestamp],
  ["timestamp", timestamp],
]);
