import { type Column, float, type RangeValue } from "../vector/value.js";
import type { RangeCall } from "./range-call.js";
import { extrapolationFactor, rateKinds, shareToZero } from "./rate-extrapolation.js";
import type { MovingWindow } from "./window.js";

/** Sample counts of a series, for the sample budget. */
export interface ReadCounts {
  /** The number of results. */
  results: number;
  /** The largest window and the last one. */
  peak: number;
  last: number;
}

/** True if the rates of a series can be computed in one loop: floats only, with known resets. */
export function canFillRates(
  { name, extension }: RangeCall,
  { samples, floatStarts, histogramTimes }: MovingWindow,
): boolean {
  if (extension || floatStarts || histogramTimes.length > 0 || !samples.resetIndexes) return false;
  return name === "rate" || name === "increase" || name === "delta";
}

/**
 * Computes the rates of a series at every step. It does the same as rate() on one window after the other, but without a
 * call for each, since rules spend most of their time here.
 */
export function fillRates(
  column: Column,
  window: MovingWindow,
  { ends, range }: RangeValue,
  { name, context }: RangeCall,
  counts: ReadCounts,
): void {
  const { isCounter, perSecond } = rateKinds[name as keyof typeof rateKinds];
  const { limitsToZeroFirst } = context.semantics;
  const { floatTimes: times, floatValues: values } = window;
  const resets = window.samples.resetIndexes!;
  const { kinds, values: results } = column;
  const seconds = range / 1000;
  let nextReset = 0;
  for (let step = 0; step < kinds.length; step++) {
    const end = ends[step]!;
    if (!window.moveTo(end - range, end)) continue;
    const { from, to } = window;
    counts.last = to - from;
    if (counts.last > counts.peak) counts.peak = counts.last;
    if (counts.last < 2) continue;
    let increase = values[to - 1]! - values[from]!;
    if (isCounter) {
      while (nextReset < resets.length && resets[nextReset]! <= from) nextReset++;
      for (let next = nextReset; next < resets.length && resets[next]! < to; next++)
        increase += values[resets[next]! - 1]!;
    }
    const share = isCounter ? shareToZero(values[from]!, increase) : Number.POSITIVE_INFINITY;
    const factor = extrapolationFactor(
      end - range,
      end,
      times[from]!,
      times[to - 1]!,
      counts.last - 1,
      share,
      limitsToZeroFirst,
    );
    kinds[step] = float;
    results[step] = increase * (perSecond ? factor / seconds : factor);
    counts.results++;
  }
}
