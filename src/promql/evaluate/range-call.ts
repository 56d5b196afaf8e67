import type { Expr } from "../ast.js";
import type { Context } from "./context.js";
import { failOfTooMany } from "./failure.js";
import { type Grid, timeAt } from "./grid.js";
import { mostRoom } from "./held-samples.js";
import { refuseSameLabels } from "./merge.js";
import type { NativeHistogram } from "./native-histogram.js";
import { plainSamples } from "./old-histograms.js";
import { type Column, emptyColumn, type RangeValue, setSample, type VectorValue } from "./value.js";
import { moveTo, type Window, windowOver } from "./window.js";

/** A call of a function over ranges. */
export interface RangeCall {
  readonly name: string;
  readonly context: Context;
  /** The argument that is the range, for annotations. */
  readonly place: Expr;
  readonly args: readonly Expr[];
  /** The scalar arguments, one value a step each. */
  readonly parameters: readonly Float64Array[];
  /** How long the range is, in milliseconds. */
  readonly range: number;
  readonly extension: RangeValue["extension"];
}

/** What becomes of the samples in a window; undefined when nothing does. */
export type RangeFunction = (window: Window, call: RangeCall) => number | NativeHistogram | undefined;

const isRate: ReadonlySet<string> = new Set(["delta", "increase", "rate"]);

/** Applies a function to the window of every series at every step. */
export function applyToRanges(
  of: RangeFunction,
  value: RangeValue,
  call: RangeCall,
  grid: Grid,
  keepName: boolean,
): VectorValue {
  const { context } = call;
  const columns: Column[] = [];
  for (const series of value.series) {
    const kept = keepName ? { metric: series.metric, dropName: series.dropName } : context.unnamed(series.metric);
    let column: Column | undefined;
    // Before 3.0 only rates knew of histograms.
    const samples = context.isOld && !isRate.has(call.name) ? plainSamples(series.samples) : series.samples;
    const window = windowOver(series.metric, samples, context.settings.startTimestamps);
    let found = 0;
    let most = 0;
    let read = 0;
    for (let step = 0; step < grid.count; step++) {
      const end = value.ends[step]!;
      if (!moveTo(window, samples, end - value.range, end, context.includesStart) && !value.extension) continue;
      window.step = step;
      window.time = timeAt(grid, step);
      read = window.to - window.from + window.toHistogram - window.fromHistogram;
      most = Math.max(most, read);
      const result = of(window, call);
      if (result === undefined) continue;
      found++;
      column ??= emptyColumn(kept.metric, kept.dropName, grid.count);
      setSample(column, step, result);
    }
    context.hold(most);
    context.release(most);
    if (!column) continue;
    // What the last window held is still there when the results are added.
    context.hold(found + read);
    context.release(read);
    columns.push(column);
    if (columns.length * grid.count > mostRoom) failOfTooMany();
  }
  return { kind: "vector", columns: context.settings.delayedNameRemoval ? columns : refuseSameLabels(columns) };
}
