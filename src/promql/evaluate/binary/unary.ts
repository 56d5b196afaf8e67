import type { Context } from "../context.js";
import { scale } from "../histogram/native-histogram.js";
import { attachHistograms, toFloatColumn } from "../vector/legacy-samples.js";
import { mergeRenamed, refuseSameLabels } from "../vector/merge.js";
import { type Column, createVector, emptyColumn, float, sampleAt, setHistogram, type Value } from "../vector/value.js";

/** Negates every value. */
export function negate(value: Value, context: Context): Value {
  if (value.kind === "scalar") return { kind: "scalar", values: value.values.map((number) => -number) };
  if (value.kind !== "vector") return value;
  const columns = value.columns.map((column) => negateColumn(column, context));
  if (context.semantics.mergesNegatedSeries) return mergeRenamed(columns, context);
  if (!context.settings.delayedNameRemoval) refuseSameLabels(columns.map(({ metric }) => metric));
  return createVector(columns);
}

function negateColumn(column: Column, context: Context): Column {
  const { metric, dropName } = context.dropName(column.metric);
  const result = emptyColumn(metric, dropName, column.kinds.length);
  if (context.semantics.histogramsAreFloats) {
    const { kinds, values } = toFloatColumn(column);
    for (let step = 0; step < kinds.length; step++) {
      result.kinds[step] = kinds[step]!;
      result.values[step] = -values[step]!;
    }
    attachHistograms(result, column);
    return result;
  }
  for (let step = 0; step < column.kinds.length; step++) {
    const sample = sampleAt(column, step);
    if (typeof sample === "number") {
      result.kinds[step] = float;
      result.values[step] = -sample;
    } else if (sample) setHistogram(result, step, scale(sample, -1));
  }
  return result;
}
