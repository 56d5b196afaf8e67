import type { MatrixSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { createDurationScope, evaluatePositiveDuration } from "../query/duration.js";
import { isNameMatcher, listMatchers } from "../storage/matchers.js";
import { lastIndexUpTo, type Samples, type Series } from "../storage/series.js";
import type { RangeValue } from "../vector/value.js";
import { createSelectTimes, type SelectorScope, selectTimeAt } from "./select-times.js";

/** Evaluates a range selector: its series, and the end of the window of every step. */
export function selectRange(node: MatrixSelector, scope: SelectorScope, isBelowPredictLinear: boolean): RangeValue {
  const { selector } = node;
  const { grid, context, atShift } = scope;
  const { predictLinearMovesAt, rangeIncludesStart } = context.semantics;
  const selectorTimes = createSelectTimes(selector, scope);
  const { atTime, fetchedUntil } = selectorTimes;
  const range = evaluatePositiveDuration(node.range, createDurationScope(context.grid, context.isRange));
  const movesWithSteps =
    atTime !== undefined && (selectorTimes.movesWithSteps || (isBelowPredictLinear && predictLinearMovesAt));
  const times = { ...selectorTimes, movesWithSteps };
  const ends = Float64Array.from({ length: grid.count }, (_, step) => selectTimeAt(times, step));
  const readsOutside = atTime !== undefined && (movesWithSteps || atShift !== 0) && !selector.extension;
  const infersResets = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  const selected = store.select(selector, dialect.version);
  const series =
    infersResets || readsOutside
      ? selected.map((one) => {
          const samples = infersResets && one.histograms.length > 0 ? withResetHints(one, context) : one;
          const visible = readsOutside
            ? sliceSamples(samples, fetchedUntil - range, fetchedUntil, rangeIncludesStart)
            : samples;
          return { metric: one.metric, dropName: false, samples: visible };
        })
      : store.cache.rangeSeriesFor(selected);
  const isOneMetric = listMatchers(selector).some(isNameMatcher);
  return { kind: "range", series, isOneMetric, ends, range, extension: selector.extension };
}

/** Returns the samples of an interval, its end included. */
function sliceSamples(samples: Samples, from: number, to: number, includesStart: boolean): Samples {
  const before = includesStart ? from - 1 : from;
  const { floatTimes, floatValues, floatCount, histogramTimes, endTimes } = samples;
  const float = lastIndexUpTo(floatTimes, floatCount, before) + 1;
  const histogram = lastIndexUpTo(histogramTimes, histogramTimes.length, before) + 1;
  const histogramEnd = lastIndexUpTo(histogramTimes, histogramTimes.length, to) + 1;
  return {
    floatTimes: floatTimes.subarray(float),
    floatValues: floatValues.subarray(float),
    floatStarts: samples.floatStarts?.subarray(float),
    floatCount: lastIndexUpTo(floatTimes, floatCount, to) + 1 - float,
    histogramTimes: histogramTimes.slice(histogram, histogramEnd),
    histogramStarts: samples.histogramStarts?.slice(histogram, histogramEnd),
    histograms: samples.histograms.slice(histogram, histogramEnd),
    endTimes,
  };
}

function withResetHints(series: Series, context: Context): Samples {
  const { floatCount, floatTimes, floatValues, floatStarts, histogramTimes, histogramStarts, endTimes } = series;
  const histograms = context.histogramsWithResetHints(series);
  return { floatCount, floatTimes, floatValues, floatStarts, histogramTimes, histogramStarts, histograms, endTimes };
}
