import { addHistograms, subtractHistograms } from "../histogram/arithmetic.js";
import { detectReset } from "../histogram/counter-reset.js";
import { interpolateHistograms } from "../histogram/interpolate.js";
import { compact, divide, type NativeHistogram, usesCustomBounds } from "../histogram/native-histogram.js";
import type { Boundaries } from "./extended-window.js";
import type { RangeCall } from "./range-call.js";
import type { RateKind } from "./rate-extrapolation.js";
import type { Window } from "./window.js";

/** Computes the rate of histograms between the exact bounds of an `anchored` or `smoothed` range. */
export function extendedHistogramRate(
  window: Window,
  boundaries: Boundaries,
  call: RangeCall,
  { isCounter, perSecond }: RateKind,
): NativeHistogram | undefined {
  const { context, argument } = call;
  const { annotations } = context;
  const name = context.nameFor(window.metric);
  const { first, last } = boundaries;
  const points = window.histograms.slice(first, last + 1);
  const mixed = (): undefined => annotations.mixedSchemas(name, argument) as undefined;
  if (isCounter && points.some(({ counterReset }) => counterReset === "gauge")) annotations.notCounter(name, argument);
  if (points.some((point) => usesCustomBounds(point) !== usesCustomBounds(points[0]!))) return mixed();
  const left = boundaryHistogram(window, first, first + 1, window.start, call, isCounter);
  const right = boundaryHistogram(window, last, last - 1, window.end, call, isCounter);
  if (!left || !right) return mixed();
  if (!isCounter && (left.counterReset !== "gauge" || right.counterReset !== "gauge")) {
    annotations.notGauge(name, argument);
  }
  const difference = subtractHistograms(right, left);
  if (!difference) return mixed();
  if (difference.boundsDiffered) annotations.boundsReconciled("subtraction", argument);
  let { histogram } = difference;
  if (isCounter) {
    for (const lost of histogramsBeforeResets(window, boundaries, left, right, call)) {
      const sum = addHistograms(histogram, lost);
      if (!sum) return mixed();
      if (sum.boundsDiffered) annotations.boundsReconciled("addition", argument);
      histogram = sum.histogram;
    }
  }
  const result = perSecond ? divide(histogram, call.range / 1000) : histogram;
  return compact({ ...result, counterReset: "gauge" });
}

/**
 * Returns the histogram at a bound of the range: the sample nearest to it or, if the range is smoothed and the sample
 * beyond the bound, the interpolation with its neighbour inside. Undefined if these are incompatible.
 */
function boundaryHistogram(
  { histograms, histogramTimes, start, end }: Window,
  outside: number,
  inside: number,
  time: number,
  { extension, context, argument }: RangeCall,
  isCounter: boolean,
): NativeHistogram | undefined {
  const histogram = histograms[outside]!;
  const isBeyond = histogramTimes[outside]! < start || histogramTimes[outside]! > end;
  const neighbour = histograms[inside];
  if (extension !== "smoothed" || !isBeyond || !neighbour) return histogram;
  const [before, after] = outside < inside ? [outside, inside] : [inside, outside];
  return interpolateHistograms(
    { time: histogramTimes[before]!, histogram: histograms[before]! },
    { time: histogramTimes[after]!, histogram: histograms[after]! },
    time,
    isCounter,
    { annotations: context.annotations, span: argument },
  );
}

/** Returns the histograms that a counter had immediately before its resets between the bounds of the range. */
function histogramsBeforeResets(
  { histograms, histogramTimes, start }: Window,
  { first, last }: Boundaries,
  left: NativeHistogram,
  right: NativeHistogram,
  { extension }: RangeCall,
): NativeHistogram[] {
  let previous = left;
  let next = first + 1;
  const isInterpolated = extension === "smoothed" && histogramTimes[first]! < start;
  if (isInterpolated && detectReset(histograms[first + 1]!, histograms[first]!)) {
    // The interpolation already starts at zero after this reset.
    previous = histograms[first + 1]!;
    next++;
  }
  if (next > last) return [];
  const lost: NativeHistogram[] = [];
  for (let at = next; at <= last; at++) {
    // The last sample is represented by the right bound, whose reset hint is that of the sample.
    const current = at === last ? right : histograms[at]!;
    if (detectReset(current, previous)) lost.push(previous);
    previous = current;
  }
  return lost;
}
