import type { Expr } from "../ast.js";
import type { Context } from "./context.js";
import { failOfTooMany } from "./failure.js";
import { type Grid, timeAt } from "./grid.js";
import { mostRoom } from "./held-samples.js";
import { placesOf } from "./label-memo.js";
import { refuseSameLabels } from "./merge.js";
import type { NativeHistogram } from "./native-histogram.js";
import { plainSamples } from "./old-histograms.js";
import { type Column, emptyColumn, type RangeValue, setSample, type VectorValue } from "./value.js";
import { MovingWindow, type Window } from "./window.js";

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
  const window = new MovingWindow(context.includesStart, context.settings.startTimestamps);
  // What is evaluated at one time is evaluated soon after, most likely.
  const places = grid.count === 1 ? placesOf(context.memoOf(call.place), value.series.length) : undefined;
  // Before 3.0 only rates knew of histograms.
  const isPlain = context.isOld && !isRate.has(call.name);
  for (let index = 0; index < value.series.length; index++) {
    const { metric, dropName, samples } = value.series[index]!;
    window.open(metric, isPlain ? plainSamples(samples) : samples, places?.[2 * index], places?.[2 * index + 1]);
    const kept = keepName ? { metric, dropName } : context.unnamed(metric);
    const column = columnOf(of, value, call, { window, grid, kept });
    if (places) {
      places[2 * index] = window.from;
      places[2 * index + 1] = window.to;
    }
    if (!column) continue;
    columns.push(column);
    if (columns.length * grid.count > mostRoom) failOfTooMany();
  }
  return { kind: "vector", columns: context.settings.delayedNameRemoval ? columns : refuseSameLabels(columns) };
}

interface Over {
  readonly window: MovingWindow;
  readonly grid: Grid;
  /** What labels the result has. */
  readonly kept: Pick<Column, "metric" | "dropName">;
}

/** What a function makes of a series; undefined when that is nothing at all. */
function columnOf(
  of: RangeFunction,
  { ends, range, extension }: RangeValue,
  call: RangeCall,
  { window, grid, kept }: Over,
): Column | undefined {
  const { context } = call;
  let column: Column | undefined;
  let found = 0;
  let most = 0;
  let read = 0;
  for (let step = 0; step < grid.count; step++) {
    const end = ends[step]!;
    if (!window.moveTo(end - range, end) && !extension) continue;
    window.step = step;
    window.time = timeAt(grid, step);
    read = window.to - window.from + window.toHistogram - window.fromHistogram;
    if (read > most) most = read;
    const result = of(window, call);
    if (result === undefined) continue;
    found++;
    column ??= emptyColumn(kept.metric, kept.dropName, grid.count);
    setSample(column, step, result);
  }
  context.hold(most);
  // What the last window held is still there when the results are added.
  context.hold(found === 0 ? 0 : found + read - most);
  context.release(found === 0 ? most : read);
  return column;
}
