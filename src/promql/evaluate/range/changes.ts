import { detectReset } from "../histogram/counter-reset.js";
import { equalHistograms, type NativeHistogram } from "../histogram/native-histogram.js";
import { startsBetween } from "../storage/start-timestamp.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import { extendedBounds, failOnHistograms } from "./rate-extended.js";
import type { Window } from "./window.js";

type Sample = number | NativeHistogram;

/** Creates a function that counts consecutive pairs of samples. A pair of a float and a histogram always counts. */
function countPairs(
  countsFloats: (before: number, after: number, window: Window, at: number) => boolean,
  countsHistograms: (before: NativeHistogram, after: NativeHistogram) => boolean,
): RangeFunction {
  return (window, call) => {
    const bounds = findBounds(window, call);
    if (!bounds) return undefined;
    const { floatTimes, floatValues } = window;
    let atFloat = bounds.from;
    let atHistogram = window.fromHistogram;
    let previous: Sample | undefined;
    let count = 0;
    while (atFloat < bounds.to || atHistogram < window.toHistogram) {
      const floatTime = atFloat < bounds.to ? floatTimes[atFloat]! : Number.POSITIVE_INFINITY;
      const histogramTime =
        atHistogram < window.toHistogram ? window.histogramTimes[atHistogram]! : Number.POSITIVE_INFINITY;
      const current = floatTime < histogramTime ? floatValues[atFloat++]! : window.histograms[atHistogram++]!;
      if (previous !== undefined && isCounted(previous, current, window, atFloat - 1)) count++;
      previous = current;
    }
    return count;
  };

  function isCounted(before: Sample, after: Sample, window: Window, at: number): boolean {
    if (typeof before === "number") return typeof after === "number" ? countsFloats(before, after, window, at) : true;
    return typeof after === "number" ? true : countsHistograms(before, after);
  }
}

function findBounds(window: Window, call: RangeCall): { from: number; to: number } | undefined {
  if (call.extension !== "anchored") return window;
  failOnHistograms(window);
  const bounds = extendedBounds(window, call);
  return bounds.from < bounds.to ? bounds : undefined;
}

export const resets = countPairs(
  (before, after, { floatStarts, floatTimes }, at) =>
    after < before || (floatStarts !== undefined && startsBetween(floatStarts, floatTimes, at - 1, at)),
  (before, after) => detectReset(after, before),
);

export const changes = countPairs(
  (before, after) => before !== after && !(Number.isNaN(before) && Number.isNaN(after)),
  (before, after) => !equalHistograms(before, after),
);
