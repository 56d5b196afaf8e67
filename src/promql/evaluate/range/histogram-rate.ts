import { addHistograms, subtractHistograms } from "../histogram/arithmetic.js";
import { detectReset } from "../histogram/counter-reset.js";
import { compact, type NativeHistogram, nativeHistogram, usesCustomBounds } from "../histogram/native-histogram.js";
import { toSchema } from "../histogram/schema.js";
import { startsBetween } from "../storage/start-timestamp.js";
import type { RangeCall } from "./range-call.js";
import type { Window } from "./window.js";

/** Computes the increase of the histograms in a window; undefined if their buckets are incompatible. */
export function histogramRate(window: Window, call: RangeCall, isCounter: boolean): NativeHistogram | undefined {
  const { context, argument } = call;
  const { annotations } = context;
  const name = context.nameFor(window.metric);
  const points = window.histograms.slice(window.fromHistogram, window.toHistogram);
  const { skipsHistogramBeforeReset } = context.semantics;
  const isFirstReset = isCounter && wasReset(window, window.fromHistogram + 1);
  const first = skipsHistogramBeforeReset && isFirstReset ? emptyLike(points[1]!) : points[0]!;
  const last = points.at(-1)!;
  const mixed = (): undefined => annotations.mixedSchemas(name, argument) as undefined;
  const gauges = points.filter(({ counterReset }) => counterReset === "gauge").length;
  if (isCounter && gauges > 0) annotations.notCounter(name, argument);
  const relevant = isCounter ? [first, ...points.slice(1)] : [first, last];
  if (relevant.some((point) => usesCustomBounds(point) !== usesCustomBounds(last))) return mixed();
  const schema = Math.min(...relevant.map((point) => point.schema));
  const difference = subtractHistograms(toSchema(last, schema), first);
  if (!difference) return mixed();
  if (difference.boundsDiffered) annotations.boundsReconciled("subtraction", argument);
  let { histogram } = difference;
  if (isCounter) {
    let previous = first;
    for (const [index, current] of points.entries()) {
      if (index === 0) continue;
      if (wasReset(window, window.fromHistogram + index, previous)) {
        const sum = addHistograms(histogram, previous);
        if (!sum) return mixed();
        if (sum.boundsDiffered) annotations.boundsReconciled("addition", argument);
        histogram = sum.histogram;
      }
      previous = current;
    }
  } else if (points[0]!.counterReset !== "gauge" || last.counterReset !== "gauge") {
    annotations.notGauge(name, argument);
  }
  return compact({ ...histogram, counterReset: "gauge" });
}

/** True if the counter was reset before a sample, compared with another one than its predecessor if given. */
function wasReset(window: Window, at: number, previous = window.histograms[at - 1]!): boolean {
  const { histograms, histogramTimes, histogramStarts } = window;
  if (histogramStarts && startsBetween(histogramStarts, histogramTimes, at - 1, at)) return true;
  return detectReset(histograms[at]!, previous);
}

/** Returns an empty histogram, for one whose buckets do not matter because a reset follows it. */
function emptyLike({ schema, customBounds }: NativeHistogram): NativeHistogram {
  return nativeHistogram({ schema, customBounds });
}
