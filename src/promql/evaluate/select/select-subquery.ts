import type { Subquery } from "../../syntax/ast.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { evaluateSubqueryDurations } from "../plan/schedule.js";
import { createDurationScope } from "../query/duration.js";
import { type Grid, timeAt } from "../query/grid.js";
import type { Samples } from "../storage/series.js";
import { type Column, float, type RangeValue, type VectorValue } from "../vector/value.js";
import { createSelectTimes, type SelectorScope, selectTimeAt } from "./select-times.js";

/** Turns the results of a subquery at its own steps into the samples of a range vector. */
export function selectSubquery(
  node: Subquery,
  inner: VectorValue,
  innerGrid: Grid,
  { grid, context, isInParameter }: SelectorScope,
): RangeValue {
  const times = {
    ...createSelectTimes(node, { grid, atShift: 0, context, isInParameter }),
    movesWithSteps: false,
  };
  const scope = createDurationScope(context.grid, context.isRange);
  const { range } = evaluateSubqueryDurations(node, context.settings, scope);
  const ends = Float64Array.from({ length: grid.count }, (_, step) => selectTimeAt(times, step));
  const series = inner.columns.map((column) => ({
    metric: column.metric,
    dropName: column.dropName,
    samples: toSamples(column, innerGrid),
  }));
  return { kind: "range", series, isOneMetric: false, ends, range, extension: undefined };
}

function toSamples({ kinds, values, histograms }: Column, grid: Grid): Samples {
  const floatTimes = new Float64Array(kinds.length);
  const floatValues = new Float64Array(kinds.length);
  let floatCount = 0;
  const histogramTimes: number[] = [];
  const selected: NativeHistogram[] = [];
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === float) {
      floatTimes[floatCount] = timeAt(grid, step);
      floatValues[floatCount++] = values[step]!;
      continue;
    }
    const histogram = histograms?.[step];
    if (!histogram) continue;
    histogramTimes.push(timeAt(grid, step));
    // A reset between the steps of a subquery would go unnoticed, so its reset hints are unknown.
    selected.push(histogram.counterReset === "gauge" ? histogram : { ...histogram, counterReset: "unknown" });
  }
  return { floatCount, floatTimes, floatValues, histogramTimes, histograms: selected, endTimes: [] };
}
