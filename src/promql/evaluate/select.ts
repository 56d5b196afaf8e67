import type { MatrixSelector, Subquery, VectorSelector } from "../ast.js";
import type { Context } from "./context.js";
import { durationOf, durationScope, positiveDurationOf } from "./duration.js";
import { failOfTooMany } from "./failure.js";
import { type Grid, timeAt } from "./grid.js";
import { mostRoom, samplesInColumn } from "./held-samples.js";
import type { NativeHistogram } from "./native-histogram.js";
import type { TimedBy } from "./plan.js";
import { subqueryTimes, timeOf } from "./schedule.js";
import { indexUpTo, type Samples, type Series } from "./series.js";
import { isName, matchersOf } from "./store.js";
import {
  type Column,
  emptyColumn,
  float,
  type RangeSeries,
  type RangeValue,
  setFloat,
  setHistogram,
  type VectorValue,
} from "./value.js";

/** Where a selector is evaluated. */
export interface SelectScope {
  readonly grid: Grid;
  /** By how much a time given with `@` is off; see `Turn`. */
  readonly shift: number;
  readonly context: Context;
}

/** When a selector looks at a series: the times of the steps, moved by its modifiers. */
interface Look {
  readonly grid: Grid;
  readonly offset: number;
  readonly fixed: number | undefined;
  /** How far back a sample still counts. */
  readonly lookback: number;
}

function lookOf(selector: Pick<VectorSelector, "offset" | "at">, { grid, shift, context }: SelectScope): Look {
  const { lookback } = context.settings;
  const offset = selector.offset ? durationOf(selector.offset, durationScope(context.grid, context.isRange)) : 0;
  if (!selector.at) return { grid, offset, fixed: undefined, lookback };
  // The samples that were asked for are those at the time that was given.
  const fixed = timeOf(selector.at, context.grid) + Math.min(0, shift);
  return { grid, offset, fixed, lookback: lookback - Math.abs(shift) };
}

/**
 * How timestamp() looks at a selector. With `@` it forgets about an offset; but the samples that the selector asked for
 * are those at the time with the offset, and of these it finds only what is in its own lookback.
 */
function timedLook(look: Look): Look {
  const { grid, offset, fixed, lookback } = look;
  if (fixed === undefined) return look;
  return { grid, offset: Math.max(0, offset), fixed, lookback: lookback - Math.abs(offset) };
}

function lookAt({ grid, offset, fixed }: Look, step: number): number {
  return (fixed ?? timeAt(grid, step)) - offset;
}

/**
 * The latest samples of the series that a selector selects, at every step; below timestamp() and its like their times,
 * in seconds, in the place of their values.
 */
export function selectInstant(selector: VectorSelector, scope: SelectScope, timedBy?: TimedBy): VectorValue {
  const { grid, context } = scope;
  const look = timedBy ? timedLook(lookOf(selector, scope)) : lookOf(selector, scope);
  const columns: Column[] = [];
  const statistics = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  for (const series of store.select(selector, dialect.version)) {
    const column = emptyColumn(series.metric, false, grid.count);
    const histograms =
      statistics && series.histograms.length > 0 ? context.histogramsWithResets(series) : series.histograms;
    if (selector.extension === "smoothed") smooth(column, series, look);
    else fillLatest(column, series, histograms, look, context, timedBy);
    const samples = samplesInColumn(column);
    if (samples === 0) continue;
    context.hold(samples);
    columns.push(column);
    if (columns.length * grid.count > mostRoom) failOfTooMany();
  }
  return { kind: "vector", columns };
}

function fillLatest(
  column: Column,
  series: Series,
  histograms: readonly NativeHistogram[],
  look: Look,
  context: Context,
  timedBy: TimedBy | undefined,
): void {
  const { lookback } = look;
  const { floatTimes, floatValues, floatCount, histogramTimes, endTimes } = series;
  const steps = column.kinds.length;
  const first = lookAt(look, 0);
  let atFloat = indexUpTo(floatTimes, floatCount, first);
  let atHistogram = indexUpTo(histogramTimes, histogramTimes.length, first);
  let atEnd = indexUpTo(endTimes, endTimes.length, first);
  for (let step = 0; step < steps; step++) {
    const time = lookAt(look, step);
    while (atFloat + 1 < floatCount && floatTimes[atFloat + 1]! <= time) atFloat++;
    while (atHistogram + 1 < histogramTimes.length && histogramTimes[atHistogram + 1]! <= time) atHistogram++;
    while (atEnd + 1 < endTimes.length && endTimes[atEnd + 1]! <= time) atEnd++;
    const floatTime = atFloat < 0 ? Number.NEGATIVE_INFINITY : floatTimes[atFloat]!;
    const histogramTime = atHistogram < 0 ? Number.NEGATIVE_INFINITY : histogramTimes[atHistogram]!;
    const latest = Math.max(floatTime, histogramTime);
    const oldest = time - lookback;
    if (latest < oldest || (latest === oldest && !context.includesStart)) continue;
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
function smooth(column: Column, series: Samples, look: Look): void {
  const { lookback } = look;
  const { floatTimes, floatValues, floatCount } = series;
  for (let step = 0; step < column.kinds.length; step++) {
    const time = lookAt(look, step);
    const before = indexUpTo(floatTimes, floatCount, time);
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

/**
 * The series of a range selector, with the window of every step. A time given with `@` can move along with the steps, over
 * the samples there were at that time: before 3.0 it did in predict_linear(), whose result depends on the time of
 * evaluation.
 */
export function selectRange({ selector, range }: MatrixSelector, scope: SelectScope, moves: boolean): RangeValue {
  const { grid, context } = scope;
  const look = lookOf(selector, scope);
  const milliseconds = positiveDurationOf(range, durationScope(context.grid, context.isRange));
  const isMoving = moves && look.fixed !== undefined;
  const ends = Float64Array.from({ length: grid.count }, (_, step) => {
    return lookAt(look, step) + (isMoving ? timeAt(grid, step) - grid.start : 0);
  });
  const statistics = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  const selected = store.select(selector, dialect.version);
  const series =
    statistics || isMoving
      ? selected.map((found) => {
          const samples = statistics && found.histograms.length > 0 ? withResets(found, context) : found;
          return { metric: found.metric, dropName: false, samples: isMoving ? upTo(samples, ends[0]!) : samples };
        })
      : asTheyAre(selected);
  const isOneMetric = matchersOf(selector).some(isName);
  return { kind: "range", series, isOneMetric, ends, range: milliseconds, extension: selector.extension };
}

const wholeSeries = new WeakMap<readonly Series[], readonly RangeSeries[]>();

/** Series of the store as those of a range; the same list again for the same selection. */
function asTheyAre(selected: readonly Series[]): readonly RangeSeries[] {
  let series = wholeSeries.get(selected);
  if (!series) {
    series = selected.map((samples) => ({ metric: samples.metric, dropName: false, samples }));
    wholeSeries.set(selected, series);
  }
  return series;
}

/** The samples without those after a time. */
function upTo(samples: Samples, time: number): Samples {
  const { floatTimes, histogramTimes } = samples;
  const histograms = indexUpTo(histogramTimes, histogramTimes.length, time) + 1;
  return {
    ...{ floatTimes, floatValues: samples.floatValues, endTimes: samples.endTimes },
    floatCount: indexUpTo(floatTimes, samples.floatCount, time) + 1,
    histogramTimes: histogramTimes.slice(0, histograms),
    histograms: samples.histograms.slice(0, histograms),
  };
}

function withResets(series: Series, context: Context): Samples {
  const { floatCount, floatTimes, floatValues, histogramTimes, endTimes } = series;
  const histograms = context.histogramsWithResets(series);
  return { floatCount, floatTimes, floatValues, histogramTimes, histograms, endTimes };
}

/** The results of a subquery at its own steps as the samples of a range. */
export function selectSubquery(
  node: Subquery,
  inner: VectorValue,
  innerGrid: Grid,
  grid: Grid,
  context: Context,
): RangeValue {
  const look = lookOf(node, { grid, shift: 0, context });
  const scope = durationScope(context.grid, context.isRange);
  const { range } = subqueryTimes(node, context.settings, scope);
  const ends = Float64Array.from({ length: grid.count }, (_, step) => lookAt(look, step));
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
