import type { VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { TimeFunction } from "../plan/plan.js";
import { failTooManySamples } from "../query/failure.js";
import { lastIndexUpTo, type Series } from "../storage/series.js";
import { countColumnSamples, maxCells } from "../vector/sample-budget.js";
import { type Column, emptyColumn, float, setFloat, setHistogram, type VectorValue } from "../vector/value.js";
import {
  createSelectTimes,
  type SelectorScope,
  type SelectTimes,
  selectTimeAt,
  timesForTimestamp,
} from "./select-times.js";
import { fillSmoothed } from "./smoothed.js";

/**
 * Evaluates an instant selector: the latest sample of each series at every step. Below timestamp() and
 * start_timestamp() the values are the times of the samples, in seconds.
 */
export function selectInstant(
  selector: VectorSelector,
  scope: SelectorScope,
  timeFunction?: TimeFunction,
): VectorValue {
  const { grid, context } = scope;
  const times = timeFunction
    ? timesForTimestamp(createSelectTimes(selector, scope))
    : createSelectTimes(selector, scope);
  const columns: Column[] = [];
  const statistics = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  for (const series of store.select(selector, dialect.version)) {
    const column = emptyColumn(series.metric, false, grid.count);
    const histograms =
      statistics && series.histograms.length > 0 ? context.histogramsWithResetHints(series) : series.histograms;
    if (selector.extension === "smoothed" && !timeFunction) fillSmoothed(column, series, times, context, selector);
    else fillLatest(column, series, histograms, times, context, timeFunction);
    const samples = countColumnSamples(column);
    if (samples === 0) continue;
    context.reserve(samples);
    columns.push(column);
    if (columns.length * grid.count > maxCells) failTooManySamples();
  }
  return { kind: "vector", columns };
}

function fillLatest(
  column: Column,
  series: Series,
  histograms: readonly NativeHistogram[],
  times: SelectTimes,
  context: Context,
  timeFunction: TimeFunction | undefined,
): void {
  const { lookback } = context.settings;
  const { floatTimes, floatValues, floatCount, histogramTimes, endTimes } = series;
  const steps = column.kinds.length;
  const first = selectTimeAt(times, 0);
  const hasAt = times.atTime !== undefined;
  const last = hasAt ? times.fetchedUntil : Number.POSITIVE_INFINITY;
  let atFloat = lastIndexUpTo(floatTimes, floatCount, Math.min(first, last));
  let atHistogram = lastIndexUpTo(histogramTimes, histogramTimes.length, Math.min(first, last));
  let atEnd = lastIndexUpTo(endTimes, endTimes.length, Math.min(first, last));
  for (let step = 0; step < steps; step++) {
    const time = selectTimeAt(times, step);
    const until = Math.min(time, last);
    while (atFloat + 1 < floatCount && floatTimes[atFloat + 1]! <= until) atFloat++;
    while (atHistogram + 1 < histogramTimes.length && histogramTimes[atHistogram + 1]! <= until) atHistogram++;
    while (atEnd + 1 < endTimes.length && endTimes[atEnd + 1]! <= until) atEnd++;
    const floatTime = atFloat < 0 ? Number.NEGATIVE_INFINITY : floatTimes[atFloat]!;
    const histogramTime = atHistogram < 0 ? Number.NEGATIVE_INFINITY : histogramTimes[atHistogram]!;
    const latest = Math.max(floatTime, histogramTime);
    const oldest = (hasAt ? Math.max(time, last) : time) - lookback;
    if (latest < oldest || (latest === oldest && !context.semantics.rangeIncludesStart)) continue;
    if (atEnd >= 0 && endTimes[atEnd]! >= latest) continue;
    if (timeFunction === "timestamp") setFloat(column, step, latest / 1000);
    else if (timeFunction)
      setFloat(column, step, latestStart(series, floatTime > histogramTime ? atFloat : -1, atHistogram) / 1000);
    else if (floatTime > histogramTime) {
      column.kinds[step] = float;
      column.values[step] = floatValues[atFloat]!;
    } else setHistogram(column, step, histograms[atHistogram]!);
  }
}

/** Returns the start timestamp of the latest sample; 0 if unknown. */
function latestStart({ floatStarts, histogramStarts }: Series, float: number, histogram: number): number {
  return (float >= 0 ? floatStarts?.[float] : histogramStarts?.[histogram]) ?? 0;
}
