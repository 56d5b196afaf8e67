import { addHistograms, subtractHistograms } from "../histogram/arithmetic.js";
import { detectReset } from "../histogram/counter-reset.js";
import { compact, type NativeHistogram, nativeHistogram, usesCustomBounds } from "../histogram/native-histogram.js";
import { toSchema } from "../histogram/schema.js";
import type { RangeCall } from "./range-call.js";
import type { Window } from "./window.js";

/** Computes the increase of the histograms in a window; undefined if their buckets are incompatible. */
export function histogramRate(window: Window, call: RangeCall, isCounter: boolean): NativeHistogram | undefined {
  const { context, argument } = call;
  const { annotations } = context;
  const name = context.nameFor(window.metric);
  const points = window.histograms.slice(window.fromHistogram, window.toHistogram);
  const { skipsHistogramBeforeReset } = context.semantics;
  const first = (skipsHistogramBeforeReset ? emptyFirst(points, isCounter) : undefined) ?? points[0]!;
  const last = points.at(-1)!;
  const mixed = (): undefined => annotations.mixedSchemas(name, argument) as undefined;
  const gauges = points.filter(({ counterReset }) => counterReset === "gauge").length;
  if (isCounter && gauges > 0) {
    annotations.warn(`this native histogram metric is not a counter: ${JSON.stringify(name)}`, argument);
  }
  const relevant = isCounter ? [first, ...points.slice(1)] : [first, last];
  if (relevant.some((point) => usesCustomBounds(point) !== usesCustomBounds(last))) return mixed();
  const schema = Math.min(...relevant.map((point) => point.schema));
  const difference = subtractHistograms(toSchema(last, schema), first);
  if (!difference) return mixed();
  if (difference.boundsDiffered) annotations.boundsReconciled("subtraction", argument);
  let { histogram } = difference;
  if (isCounter) {
    let previous = first;
    for (const current of points.slice(1)) {
      if (detectReset(current, previous)) {
        const sum = addHistograms(histogram, previous);
        if (!sum) return mixed();
        if (sum.boundsDiffered) annotations.boundsReconciled("addition", argument);
        histogram = sum.histogram;
      }
      previous = current;
    }
  } else if (points[0]!.counterReset !== "gauge" || last.counterReset !== "gauge") {
    annotations.warn(`this native histogram metric is not a gauge: ${JSON.stringify(name)}`, argument);
  }
  return compact({ ...histogram, counterReset: "gauge" });
}

/** Replaces the first histogram by an empty one if a reset follows it: not even its buckets matter. */
function emptyFirst(points: readonly NativeHistogram[], isCounter: boolean): NativeHistogram | undefined {
  const [first, second] = points;
  if (!isCounter || !first || !second || !detectReset(second, first)) return undefined;
  return nativeHistogram({ schema: second.schema, customBounds: second.customBounds });
}
