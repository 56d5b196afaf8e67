import { windowBoundsFor } from "../labels/label-memo.js";
import type { Metric } from "../labels/metric.js";
import { failTooManySamples } from "../query/failure.js";
import { type Grid, timeAt } from "../query/grid.js";
import { toFloatSamples } from "../vector/legacy-samples.js";
import { refuseSameLabels } from "../vector/merge.js";
import { maxCells } from "../vector/sample-budget.js";
import { absent, type Column, emptyColumn, type RangeValue, setSample, type VectorValue } from "../vector/value.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { canFillRates, fillRates, type ReadCounts } from "./rate-floats.js";
import { MovingWindow } from "./window.js";

const rateFunctions: ReadonlySet<string> = new Set(["delta", "increase", "rate"]);

/** Applies a function to the window of every series at every step. */
export function applyToRanges(
  rangeFunction: RangeFunction,
  value: RangeValue,
  call: RangeCall,
  grid: Grid,
): VectorValue {
  const columns: Column[] = [];
  applyToEach(rangeFunction, value, call, grid, (column) => {
    columns.push(column);
    if (columns.length * grid.count > maxCells) failTooManySamples();
    return undefined;
  });
  return { kind: "vector", columns };
}

/**
 * Applies a function to the window of every series at every step and visits each result. A column that `visit` returns
 * is reused.
 */
export function applyToEach(
  rangeFunction: RangeFunction,
  value: RangeValue,
  call: RangeCall,
  grid: Grid,
  visit: (column: Column, index: number) => Column | undefined,
): void {
  const { context, keepsName } = call;
  const window = new MovingWindow(context.semantics.rangeIncludesStart, context.settings.startTimestamps);
  // Instant queries are likely to be repeated soon after: their windows are good guesses.
  const bounds = grid.count === 1 ? windowBoundsFor(context.memoFor(call.argument), value.series.length) : undefined;

  const usesFloats = context.semantics.histogramsAreFloats && !rateFunctions.has(call.name);
  const mayCollide = !value.isOneMetric && !context.settings.delayedNameRemoval;
  const metrics: Metric[] = [];
  let reusable: Column | undefined;
  for (let index = 0; index < value.series.length; index++) {
    const { metric, dropName, samples } = value.series[index]!;
    window.open(metric, usesFloats ? toFloatSamples(samples) : samples, bounds?.[2 * index], bounds?.[2 * index + 1]);
    const labels = keepsName ? { metric, dropName } : context.dropName(metric);
    const column = applyToSeries(rangeFunction, value, call, { window, grid, labels, reusable });
    if (bounds) {
      bounds[2 * index] = window.from;
      bounds[2 * index + 1] = window.to;
    }
    if (!column) continue;
    if (mayCollide) metrics.push(column.metric);
    reusable = visit(column, index);
  }
  refuseSameLabels(metrics);
}

interface SeriesTarget {
  readonly window: MovingWindow;
  readonly grid: Grid;
  /** The labels of the result. */
  readonly labels: Pick<Column, "metric" | "dropName">;
  /** A column that can be reused. */
  readonly reusable: Column | undefined;
}

/** Applies a function to every window of a series; undefined if there is no result. */
function applyToSeries(
  rangeFunction: RangeFunction,
  value: RangeValue,
  call: RangeCall,
  { window, grid, labels, reusable }: SeriesTarget,
): Column | undefined {
  const { ends, range, extension } = value;
  const counts: ReadCounts = { results: 0, peak: 0, last: 0 };
  let column: Column | undefined;
  if (canFillRates(call, window)) {
    column = reusable ? clearColumn(reusable, labels) : emptyColumn(labels.metric, labels.dropName, grid.count);
    fillRates(column, window, value, call, counts);
  } else {
    for (let step = 0; step < grid.count; step++) {
      const end = ends[step]!;
      if (!window.moveTo(end - range, end) && !extension) continue;
      window.step = step;
      window.time = timeAt(grid, step);
      counts.last = window.to - window.from + window.toHistogram - window.fromHistogram;
      if (counts.last > counts.peak) counts.peak = counts.last;
      const result = rangeFunction(window, call);
      if (result === undefined) continue;
      counts.results++;
      column ??= reusable ? clearColumn(reusable, labels) : emptyColumn(labels.metric, labels.dropName, grid.count);
      setSample(column, step, result);
    }
  }
  const { results, peak, last } = counts;
  call.context.reserve(peak);
  // The last window is still held when the results are added.
  call.context.reserve(results === 0 ? 0 : results + last - peak);
  call.context.release(results === 0 ? peak : last);
  return results === 0 ? undefined : column;
}

/** Clears a column and relabels it. */
function clearColumn({ kinds, values }: Column, { metric, dropName }: SeriesTarget["labels"]): Column {
  kinds.fill(absent);
  values.fill(0);
  return { metric, dropName, kinds, values, histograms: undefined };
}
