import { exponentialBound } from "./exponential-bounds.js";
import type { Buckets, CounterReset, NativeHistogram } from "./native-histogram.js";
import { sameBounds, usesCustomBounds } from "./native-histogram.js";
import { commonBounds, toBounds, toSchema } from "./schema.js";
import { widenZeroBucket } from "./zero-bucket.js";

/** True if a counter was reset between two consecutive samples. */
export function detectReset(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.counterReset === "reset") return true;
  if (current.counterReset === "not reset") return false;
  return hasDecreased(current, previous);
}

/** True if any count decreased, or the layouts cannot be compared. */
function hasDecreased(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.count < previous.count) return true;
  if (usesCustomBounds(current) !== usesCustomBounds(previous)) return true;
  if (usesCustomBounds(current)) return hasDecreasedCustom(current, previous);
  // The schema becomes finer, or the zero bucket narrower, only with a reset.
  if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) return true;
  const { schema, zeroThreshold } = current;
  const widened = zeroThreshold > previous.zeroThreshold ? widenZeroBucket(previous, zeroThreshold) : previous;
  if (widened.zeroThreshold !== zeroThreshold || current.zeroCount < widened.zeroCount) return true;
  const before = toSchema(widened, schema);
  const aboveZero = (buckets: Buckets): Buckets => bucketsAbove(buckets, schema, zeroThreshold);
  return (
    hasLowerCount(aboveZero(current.positive), aboveZero(before.positive)) ||
    hasLowerCount(aboveZero(current.negative), aboveZero(before.negative))
  );
}

function bucketsAbove({ indexes, counts }: Buckets, schema: number, threshold: number): Buckets {
  let first = 0;
  while (first < indexes.length && exponentialBound(indexes[first]!, schema) <= threshold) first++;
  return first === 0 ? { indexes, counts } : { indexes: indexes.slice(first), counts: counts.slice(first) };
}

function hasDecreasedCustom(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (sameBounds(current.customBounds, previous.customBounds))
    return hasLowerCount(current.positive, previous.positive);
  const bounds = commonBounds(current.customBounds, previous.customBounds);
  return hasLowerCount(toBounds(current, bounds).positive, toBounds(previous, bounds).positive);
}

/** True if the count of any bucket decreased, or a populated bucket disappeared. */
function hasLowerCount(current: Buckets, previous: Buckets): boolean {
  let at = 0;
  for (let before = 0; before < previous.indexes.length; before++) {
    const index = previous.indexes[before]!;
    while (at < current.indexes.length && current.indexes[at]! < index) at++;
    const was = previous.counts[before]!;
    if (current.indexes[at] === index ? current.counts[at]! < was : was !== 0) return true;
  }
  return false;
}

/**
 * Returns the reset hint of a histogram as the TSDB stores it: samples of a counter without resets share a chunk, so
 * all but the first of a chunk are known not to be resets.
 */
export function resetHintAfter(current: NativeHistogram, previous: NativeHistogram | undefined): CounterReset {
  if (current.counterReset === "gauge") return "gauge";
  if (!previous || previous.counterReset === "gauge" || current.counterReset === "reset") return "unknown";
  const sameLayout =
    current.schema === previous.schema &&
    current.zeroThreshold === previous.zeroThreshold &&
    sameBounds(current.customBounds, previous.customBounds);
  return sameLayout && !hasDecreased(current, previous) ? "not reset" : "unknown";
}

/** Infers unknown reset hints by comparing consecutive histograms. */
export function inferResetHints(histograms: readonly NativeHistogram[]): NativeHistogram[] {
  return histograms.map((histogram, index) => {
    const previous = histograms[index - 1];
    if (histogram.counterReset !== "unknown" || !previous) return histogram;
    return { ...histogram, counterReset: detectReset(histogram, previous) ? "reset" : "not reset" };
  });
}
