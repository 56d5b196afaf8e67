import { addHistograms } from "../histogram/arithmetic.js";
import type { NativeHistogram } from "../histogram/native-histogram.js";
import { startsOverlap } from "../storage/start-timestamp.js";
import type { RangeCall } from "./range-call.js";
import type { Window } from "./window.js";

/** The samples of one kind in a window: `[from, to)`, with their start timestamps. */
export interface StartedSamples {
  readonly starts: ArrayLike<number>;
  readonly times: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
}

/** Returns when a counter began if that is within the range, by the start timestamp of its first sample. */
export function findBeginning({ starts, times, from }: StartedSamples, window: Window): number | undefined {
  const start = starts[from]!;
  return start !== 0 && start > window.start && start < times[from]! ? start : undefined;
}

/**
 * Returns the factor that extrapolates the increase of a counter since it began at zero to the end of the range: there
 * is nothing to extrapolate before.
 */
export function factorSince(beginning: number, { times, from, to }: StartedSamples, { end }: Window): number {
  const last = times[to - 1]!;
  const gap = to - from > 1 ? (last - times[from]!) / 1000 / (to - from - 1) : 0;
  const sampled = (last - beginning) / 1000;
  const toEnd = (end - last) / 1000;
  return (sampled + (toEnd >= gap * 1.1 ? gap / 2 : toEnd)) / sampled;
}

/** Adds what a counter counted before its first sample to its increase; undefined if these are incompatible. */
export function addFirst(
  increase: NativeHistogram | undefined,
  first: NativeHistogram,
  window: Window,
  { context, argument }: RangeCall,
): NativeHistogram | undefined {
  if (!increase) return first;
  const sum = addHistograms(increase, first);
  if (!sum) return context.annotations.mixedSchemas(context.nameFor(window.metric), argument) as undefined;
  if (sum.boundsDiffered) context.annotations.boundsReconciled("addition", argument);
  return sum.histogram;
}

/** Annotates a counter whose start timestamps contradict each other. */
export function annotateOverlap({ starts, times, from, to }: StartedSamples, window: Window, call: RangeCall): void {
  const { context, argument } = call;
  for (let at = from + 1; at < to; at++) {
    if (!startsOverlap(starts, times, at - 1, at)) continue;
    context.annotations.startsOverlap(context.nameFor(window.metric), argument);
    return;
  }
}
