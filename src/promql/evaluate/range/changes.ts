import { detectReset } from "../histogram/counter-reset.js";
import { equalHistograms, type NativeHistogram } from "../histogram/native-histogram.js";
import { startsBetween } from "../storage/start-timestamp.js";
import { anchoredBounds } from "./extended-window.js";
import type { RangeFunction } from "./range-call.js";
import type { Window } from "./window.js";

type Sample = number | NativeHistogram;

/** Compares consecutive samples of the same kind; `at` is the index of the later one. */
interface Comparison {
  readonly floats: (before: number, after: number, window: Window, at: number) => boolean;
  readonly histograms: (before: NativeHistogram, after: NativeHistogram, window: Window, at: number) => boolean;
}

/** Creates a function that counts consecutive pairs of samples. A pair of a float and a histogram always counts. */
function countPairs(comparison: Comparison): RangeFunction {
  return (window, call) => {
    const bounds = call.extension === "anchored" ? anchoredBounds(window, call) : window;
    if (!bounds) return undefined;
    const { floatTimes, floatValues, histogramTimes, histograms } = window;
    let { from, fromHistogram } = bounds;
    let previous: Sample | undefined;
    let count = 0;
    while (from < bounds.to || fromHistogram < bounds.toHistogram) {
      const floatTime = from < bounds.to ? floatTimes[from]! : Number.POSITIVE_INFINITY;
      const histogramTime =
        fromHistogram < bounds.toHistogram ? histogramTimes[fromHistogram]! : Number.POSITIVE_INFINITY;
      const isFloat = floatTime < histogramTime;
      const at = isFloat ? from++ : fromHistogram++;
      const current = isFloat ? floatValues[at]! : histograms[at]!;
      if (previous !== undefined && isCounted(comparison, previous, current, window, at)) count++;
      previous = current;
    }
    return count;
  };
}

function isCounted(comparison: Comparison, before: Sample, after: Sample, window: Window, at: number): boolean {
  if (typeof before === "number") return typeof after !== "number" || comparison.floats(before, after, window, at);
  return typeof after === "number" || comparison.histograms(before, after, window, at);
}

export const resets = countPairs({
  floats: (before, after, { floatStarts, floatTimes }, at) =>
    after < before || (floatStarts !== undefined && startsBetween(floatStarts, floatTimes, at - 1, at)),
  histograms: (before, after, { histogramStarts, histogramTimes }, at) =>
    detectReset(after, before) ||
    (histogramStarts !== undefined && startsBetween(histogramStarts, histogramTimes, at - 1, at)),
});

export const changes = countPairs({
  floats: (before, after) => before !== after && !(Number.isNaN(before) && Number.isNaN(after)),
  histograms: (before, after) => !equalHistograms(before, after),
});
