import type { MatrixSelector } from "../../syntax/ast.js";
import type { Context } from "../context.js";
import { createDurationScope, evaluatePositiveDuration } from "../query/duration.js";
import { isNameMatcher, matchersOf } from "../storage/matchers.js";
import { lastIndexUpTo, type Samples, type Series } from "../storage/series.js";
import type { RangeValue } from "../vector/value.js";
import { createSelectTimes, type SelectorScope, selectTimeAt } from "./look.js";

/** The series of a range selector, with the window of every step; predict_linear() before 3.0 has `@` move. */
export function selectRange(node: MatrixSelector, scope: SelectorScope, isPredicted: boolean): RangeValue {
  const { selector } = node;
  const { grid, context, atShift: shift } = scope;
  const look = createSelectTimes(selector, scope);
  const range = evaluatePositiveDuration(node.range, createDurationScope(context.grid, context.isRange));
  const moves =
    look.atTime !== undefined && (look.movesWithSteps || (isPredicted && context.semantics.predictLinearMovesAt));
  const ends = Float64Array.from({ length: grid.count }, (_, step) =>
    selectTimeAt({ ...look, movesWithSteps: moves }, step),
  );
  const isOff = look.atTime !== undefined && (moves || shift !== 0) && !selector.extension;
  const statistics = context.statisticsOnly.has(selector);
  const { store, dialect } = context.settings;
  const selected = store.select(selector, dialect.version);
  const series =
    statistics || isOff
      ? selected.map((found) => {
          const samples = statistics && found.histograms.length > 0 ? withResets(found, context) : found;
          const { fetchedUntil: asked } = look;
          const part = isOff ? between(samples, asked - range, asked, context.semantics.rangeIncludesStart) : samples;
          return { metric: found.metric, dropName: false, samples: part };
        })
      : store.cache.rangeSeriesFor(selected);
  const isOneMetric = matchersOf(selector).some(isNameMatcher);
  return { kind: "range", series, isOneMetric, ends, range, extension: selector.extension };
}

/** The samples of a time, up to and with its end. */
function between(samples: Samples, from: number, to: number, includesStart: boolean): Samples {
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
    histograms: samples.histograms.slice(histogram, histogramEnd),
    endTimes,
  };
}

function withResets(series: Series, context: Context): Samples {
  const { floatCount, floatTimes, floatValues, histogramTimes, endTimes } = series;
  const histograms = context.histogramsWithResetHints(series);
  return { floatCount, floatTimes, floatValues, histogramTimes, histograms, endTimes };
}
