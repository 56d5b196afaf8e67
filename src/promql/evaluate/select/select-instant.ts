import type { VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { TimeFunction } from "../plan/plan.js";
import { failTooManySamples } from "../query/failure.js";
import { lastIndexUpTo, type Samples, type Series } from "../storage/series.js";
import { countColumnSamples, maxCells } from "../vector/sample-budget.js";
import { type Column, emptyColumn, float, setFloat, setHistogram, type VectorValue } from "../vector/value.js";
import {
  createSelectTimes,
  type SelectorScope,
  type SelectTimes,
  selectTimeAt,
  timesForTimestamp,
} from "./select-times.js";

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
    if (selector.extension === "smoothed") smooth(column, series, times, context.settings.lookback);
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
      setFloat(column, step, floatTime > histogramTime ? startTimestampAt(series, atFloat) / 1000 : 0);
    else if (floatTime > histogramTime) {
      column.kinds[step] = float;
      column.values[step] = floatValues[atFloat]!;
    } else setHistogram(column, step, histograms[atHistogram]!);
  }
}

function startTimestampAt({ floatStarts }: Series, at: number): number {
  return floatStarts?.[at] ?? 0;
}

/** Interpolates linearly between the samples before and after each step. */
function smooth(column: Column, series: Samples, times: SelectTimes, lookback: number): void {
  const { floatTimes, floatValues, floatCount } = series;
  for (let step = 0; step < column.kinds.length; step++) {
    const time = selectTimeAt(times, step);
    const before = lastIndexUpTo(floatTimes, floatCount, time);
    const hasBefore = before >= 0 && floatTimes[before]! > time - lookback;
    const after = before + 1;
    const hasAfter = after < floatCount && floatTimes[after]! <= time + lookback;
    if (hasBefore && floatTimes[before] === time) setFloat(column, step, floatValues[before]!);
    else if (hasBefore && hasAfter) {
      const share = (time - floatTimes[before]!) / (floatTimes[after]! - floatTimes[before]!);
      setFloat(column, step, floatValues[before]! + (floatValues[after]! - floatValues[before]!) * share);
    } else if (hasBefore) setFloat(column, step, floatValues[before]!);
  }
}
