import type { Expr } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { interpolateHistograms } from "../histogram/interpolate.js";
import { type NativeHistogram, usesCustomBounds } from "../histogram/native-histogram.js";
import { lastIndexUpTo, type Samples } from "../storage/series.js";
import { type Column, setFloat, setHistogram } from "../vector/value.js";
import { type SelectTimes, selectTimeAt } from "./select-times.js";

/** Fills a column with samples interpolated linearly between those before and after each step. */
export function fillSmoothed(
  column: Column,
  series: Samples,
  times: SelectTimes,
  context: Context,
  selector: Expr,
): void {
  const { floatTimes, floatCount, histogramTimes } = series;
  const { annotations, settings } = context;
  const name = context.nameFor(column.metric);
  for (let step = 0; step < column.kinds.length; step++) {
    const time = selectTimeAt(times, step);
    const floats = findNeighbours(floatTimes, floatCount, time, settings.lookback);
    const histograms = findNeighbours(histogramTimes, histogramTimes.length, time, settings.lookback);
    if (floats && histograms) annotations.mixedFloatsAndHistograms(name, selector);
    else if (floats && floats.before >= 0) setFloat(column, step, smoothFloat(series, floats, time));
    else if (histograms && histograms.before >= 0) {
      const histogram = smoothHistogram(series, histograms, time, context, selector);
      if (histogram) setHistogram(column, step, histogram);
      else annotations.mixedSchemas(name, selector);
    }
  }
}

/** The indexes of the samples nearest to a time: at or before it, and after it; -1 without one. */
interface Neighbours {
  readonly before: number;
  readonly after: number;
}

/** Finds the samples nearest to a time within the lookback on either side; undefined if there are none. */
function findNeighbours(
  times: ArrayLike<number>,
  count: number,
  time: number,
  lookback: number,
): Neighbours | undefined {
  const at = lastIndexUpTo(times, count, time);
  const before = at >= 0 && times[at]! > time - lookback ? at : -1;
  const after = at + 1 < count && times[at + 1]! <= time + lookback ? at + 1 : -1;
  return before < 0 && after < 0 ? undefined : { before, after };
}

function smoothFloat({ floatTimes, floatValues }: Samples, { before, after }: Neighbours, time: number): number {
  const value = floatValues[before]!;
  if (after < 0 || floatTimes[before] === time) return value;
  const share = (time - floatTimes[before]!) / (floatTimes[after]! - floatTimes[before]!);
  return value + (floatValues[after]! - value) * share;
}

/** Interpolates between two histograms; undefined if they are incompatible. */
function smoothHistogram(
  { histogramTimes, histograms }: Samples,
  { before, after }: Neighbours,
  time: number,
  { annotations }: Context,
  selector: Expr,
): NativeHistogram | undefined {
  const histogram = histograms[before]!;
  if (histogramTimes[before] === time) return histogram;
  // The reset hint compares a sample with its predecessor; it says nothing about a value that is carried forward.
  if (after < 0) return { ...histogram, counterReset: "unknown" };
  const next = histograms[after]!;
  if (usesCustomBounds(histogram) !== usesCustomBounds(next)) return undefined;
  const isCounter = histogram.counterReset !== "gauge" || next.counterReset !== "gauge";
  return interpolateHistograms(
    { time: histogramTimes[before]!, histogram },
    { time: histogramTimes[after]!, histogram: next },
    time,
    isCounter,
    { annotations, span: selector },
  );
}
