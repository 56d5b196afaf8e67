import { subtractHistograms } from "../histogram/arithmetic.js";
import { detectReset } from "../histogram/counter-reset.js";
import { compact, divide, type NativeHistogram } from "../histogram/native-histogram.js";
import { startsBetween } from "../storage/start-timestamp.js";
import type { RangeCall, RangeFunction } from "./range-call.js";
import type { Window } from "./window.js";

export const irate: RangeFunction = (window, call) => changeOfLastTwo(window, call, true);
export const idelta: RangeFunction = (window, call) => changeOfLastTwo(window, call, false);

interface Point {
  readonly time: number;
  readonly value: number | NativeHistogram;
  /** The index among the samples of its kind. */
  readonly at: number;
}

function lastTwo(window: Window): Point[] {
  const points: Point[] = [];
  for (let at = Math.max(window.from, window.to - 2); at < window.to; at++) {
    points.push({ time: window.floatTimes[at]!, value: window.floatValues[at]!, at });
  }
  for (let at = Math.max(window.fromHistogram, window.toHistogram - 2); at < window.toHistogram; at++) {
    points.push({ time: window.histogramTimes[at]!, value: window.histograms[at]!, at });
  }
  return points.sort((a, b) => a.time - b.time).slice(-2);
}

function changeOfLastTwo(window: Window, call: RangeCall, isRate: boolean): number | NativeHistogram | undefined {
  const { floatTimes, floatValues, from, to } = window;
  if (window.toHistogram === window.fromHistogram) {
    if (to - from < 2) return undefined;
    const interval = floatTimes[to - 1]! - floatTimes[to - 2]!;
    return floatChange(
      floatValues[to - 2]!,
      floatValues[to - 1]!,
      interval,
      isRate,
      floatBegan(window, to - 2, to - 1),
    );
  }
  const [first, second] = lastTwo(window);
  if (!first || !second) return undefined;
  const interval = second.time - first.time;
  const [before, after] = [first.value, second.value];
  const { context, argument } = call;
  if (typeof before === "number" && typeof after === "number") {
    return floatChange(before, after, interval, isRate, floatBegan(window, first.at, second.at));
  }
  if (typeof before === "number" || typeof after === "number") {
    context.annotations.mixedFloatsAndHistograms(context.nameFor(window.metric), argument);
    return undefined;
  }
  const { histogramStarts, histogramTimes } = window;
  const began = histogramStarts !== undefined && startsBetween(histogramStarts, histogramTimes, first.at, second.at);
  const change = histogramChange(before, after, window, call, isRate, began);
  return change && isRate ? divide(change, interval / 1000) : change;
}

/** True if a counter began between two samples, by their start timestamps. */
function floatBegan({ floatStarts, floatTimes }: Window, before: number, after: number): boolean {
  return floatStarts !== undefined && startsBetween(floatStarts, floatTimes, before, after);
}

function floatChange(before: number, after: number, interval: number, isRate: boolean, began: boolean): number {
  const change = isRate && (began || after < before) ? after : after - before;
  return isRate ? change / (interval / 1000) : change;
}

function histogramChange(
  before: NativeHistogram,
  after: NativeHistogram,
  window: Window,
  { context, argument }: RangeCall,
  isRate: boolean,
  began: boolean,
): NativeHistogram | undefined {
  const { annotations } = context;
  const name = context.nameFor(window.metric);
  const gauges = [before, after].filter(({ counterReset }) => counterReset === "gauge").length;
  if (isRate && gauges > 0) annotations.notCounter(name, argument);
  if (!isRate && gauges < 2) annotations.notGauge(name, argument);
  if (isRate && (began || detectReset(after, before))) return compact({ ...after, counterReset: "gauge" });
  const difference = subtractHistograms(after, before);
  if (!difference) {
    annotations.mixedSchemas(name, argument);
    return undefined;
  }
  if (difference.boundsDiffered) annotations.boundsReconciled("subtraction", argument);
  return compact(difference.histogram);
}
