import type { Subquery, VectorSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import type { TimeFunction } from "../plan/plan.js";
import { evaluateSubqueryDurations } from "../plan/schedule.js";
import { createDurationScope } from "../query/duration.js";
import { failTooManySamples } from "../query/failure.js";
import { type Grid, timeAt } from "../query/grid.js";
import { lastIndexUpTo, type Samples, type Series } from "../storage/series.js";
import { countColumnSamples, maxCells } from "../vector/sample-budget.js";
import {
  type Column,
  emptyColumn,
  float,
  type RangeValue,
  setFloat,
  setHistogram,
  type VectorValue,
} from "../vector/value.js";
import { createSelectTimes, type SelectorScope, type SelectTimes, selectTimeAt, timesForTimestamp } from "./look.js";

/**
 * The latest samples of the series that a selector selects, at every step; below timestamp() and its like their times,
 * in seconds, in the place of their values.
 */
export function selectInstant(selector: VectorSelector, scope: SelectorScope, timedBy?: TimeFunction): VectorValue {
  const { grid, context } = scope;
  const look = timedBy ? timesForTimestamp(createSelectTimes(selector, scope)) : createSelectTimes(selector, scope);
  const columns: Column[] = [];
  const statistics = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  for (const series of store.select(selector, dialect.version)) {
    const column = emptyColumn(series.metric, false, grid.count);
    const histograms =
      statistics && series.histograms.length > 0 ? context.histogramsWithResetHints(series) : series.histograms;
    if (selector.extension === "smoothed") smooth(column, series, look, context.settings.lookback);
    else fillLatest(column, series, histograms, look, context, timedBy);
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
  look: SelectTimes,
  context: Context,
  timedBy: TimeFunction | undefined,
): void {
  const { lookback } = context.settings;
  const { floatTimes, floatValues, floatCount, histogramTimes, endTimes } = series;
  const steps = column.kinds.length;
  const first = selectTimeAt(look, 0);
  const isFixed = look.atTime !== undefined;
  const last = isFixed ? look.fetchedUntil : Number.POSITIVE_INFINITY;
  let atFloat = lastIndexUpTo(floatTimes, floatCount, Math.min(first, last));
  let atHistogram = lastIndexUpTo(histogramTimes, histogramTimes.length, Math.min(first, last));
  let atEnd = lastIndexUpTo(endTimes, endTimes.length, Math.min(first, last));
  for (let step = 0; step < steps; step++) {
    const time = selectTimeAt(look, step);
    const until = Math.min(time, last);
    while (atFloat + 1 < floatCount && floatTimes[atFloat + 1]! <= until) atFloat++;
    while (atHistogram + 1 < histogramTimes.length && histogramTimes[atHistogram + 1]! <= until) atHistogram++;
    while (atEnd + 1 < endTimes.length && endTimes[atEnd + 1]! <= until) atEnd++;
    const floatTime = atFloat < 0 ? Number.NEGATIVE_INFINITY : floatTimes[atFloat]!;
    const histogramTime = atHistogram < 0 ? Number.NEGATIVE_INFINITY : histogramTimes[atHistogram]!;
    const latest = Math.max(floatTime, histogramTime);
    const oldest = (isFixed ? Math.max(time, last) : time) - lookback;
    if (latest < oldest || (latest === oldest && !context.semantics.rangeIncludesStart)) continue;
    if (atEnd >= 0 && endTimes[atEnd]! >= latest) continue;
    if (timedBy === "timestamp") setFloat(column, step, latest / 1000);
    else if (timedBy) setFloat(column, step, floatTime > histogramTime ? startOf(series, atFloat) / 1000 : 0);
    else if (floatTime > histogramTime) {
      column.kinds[step] = float;
      column.values[step] = floatValues[atFloat]!;
    } else setHistogram(column, step, histograms[atHistogram]!);
  }
}

function startOf({ floatStarts }: Series, at: number): number {
  return floatStarts?.[at] ?? 0;
}

/** Values on the line between the samples before and after. */
function smooth(column: Column, series: Samples, look: SelectTimes, lookback: number): void {
  const { floatTimes, floatValues, floatCount } = series;
  for (let step = 0; step < column.kinds.length; step++) {
    const time = selectTimeAt(look, step);
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

/** The results of a subquery at its own steps as the samples of a range. */
export function selectSubquery(
  node: Subquery,
  inner: VectorValue,
  innerGrid: Grid,
  { grid, context, isInParameter: inParameter }: SelectorScope,
): RangeValue {
  const look = { ...createSelectTimes(node, { grid, atShift: 0, context, isInParameter: inParameter }), moves: false };
  const scope = createDurationScope(context.grid, context.isRange);
  const { range } = evaluateSubqueryDurations(node, context.settings, scope);
  const ends = Float64Array.from({ length: grid.count }, (_, step) => selectTimeAt(look, step));
  const series = inner.columns.map((column) => ({
    metric: column.metric,
    dropName: column.dropName,
    samples: samplesOf(column, innerGrid),
  }));
  return { kind: "range", series, isOneMetric: false, ends, range, extension: undefined };
}

function samplesOf({ kinds, values, histograms }: Column, grid: Grid): Samples {
  const floatTimes = new Float64Array(kinds.length);
  const floatValues = new Float64Array(kinds.length);
  let floatCount = 0;
  const histogramTimes: number[] = [];
  const found: NativeHistogram[] = [];
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === float) {
      floatTimes[floatCount] = timeAt(grid, step);
      floatValues[floatCount++] = values[step]!;
      continue;
    }
    const histogram = histograms?.[step];
    if (!histogram) continue;
    histogramTimes.push(timeAt(grid, step));
    // Between the steps of a subquery anything may have happened: what samples know of resets no longer holds.
    found.push(histogram.counterReset === "gauge" ? histogram : { ...histogram, counterReset: "unknown" });
  }
  return { floatCount, floatTimes, floatValues, histogramTimes, histograms: found, endTimes: [] };
}
