import type { Annotations } from "../query/annotations.js";
import { addHistograms, combineResets, subtractHistograms } from "./arithmetic.js";
import { detectReset } from "./counter-reset.js";
import { type NativeHistogram, scale } from "./native-histogram.js";

/** A histogram and its time. */
export interface HistogramPoint {
  readonly time: number;
  readonly histogram: NativeHistogram;
}

/**
 * Interpolates linearly between two samples; after a reset a counter starts at zero. Undefined if only one of them has
 * custom bounds.
 */
export function interpolateHistograms(
  before: HistogramPoint,
  after: HistogramPoint,
  time: number,
  isCounter: boolean,
  annotate: { readonly annotations: Annotations; readonly span: { readonly start: number; readonly end: number } },
): NativeHistogram | undefined {
  if (time === before.time) return before.histogram;
  if (time === after.time) return after.histogram;
  const share = (time - before.time) / (after.time - before.time);
  if (isCounter && detectReset(after.histogram, before.histogram)) return scale(after.histogram, share);
  const difference = subtractHistograms(after.histogram, before.histogram);
  if (!difference) return undefined;
  if (difference.boundsDiffered) annotate.annotations.boundsReconciled("subtraction", annotate.span);
  const counterReset = combineResets(after.histogram.counterReset, before.histogram.counterReset);
  const sum = addHistograms({ ...scale(difference.histogram, share), counterReset }, before.histogram);
  if (!sum) return undefined;
  if (sum.boundsDiffered) annotate.annotations.boundsReconciled("addition", annotate.span);
  return sum.histogram;
}
