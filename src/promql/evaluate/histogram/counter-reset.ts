import { exponentialBound } from "./exponential-bounds.js";
import type { Buckets, CounterReset, NativeHistogram } from "./native-histogram.js";
import { sameBounds, usesCustomBounds } from "./native-histogram.js";
import { commonBounds, toBounds, toSchema } from "./schema.js";
import { widenZeroBucket } from "./zero-bucket.js";

/** Whether a counter was reset between two consecutive samples of it. */
export function detectReset(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.counterReset === "reset") return true;
  if (current.counterReset === "not reset") return false;
  return hasDecreased(current, previous);
}

/** Whether any count is lower than before, or the layout can no longer tell. */
function hasDecreased(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.count < previous.count) return true;
  if (usesCustomBounds(current) !== usesCustomBounds(previous)) return true;
  if (usesCustomBounds(current)) return hasDecreasedCustom(current, previous);
  // A finer resolution or a narrower zero bucket only comes with a fresh start.
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

/** Whether the count of any bucket is lower than before, or a populated one is gone. */
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
 * What a database can tell of a histogram that follows another in a series: samples of a counter that go on are stored
 * together, and of any but the first of those it is known that there was no reset.
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

/** Says of each histogram of a series whether it was reset before it, as far as that is not known yet. */
export function inferResetHints(histograms: readonly NativeHistogram[]): NativeHistogram[] {
  return histograms.map((histogram, index) => {
    const previous = histograms[index - 1];
    if (histogram.counterReset !== "unknown" || !previous) return histogram;
    return { ...histogram, counterReset: detectReset(histogram, previous) ? "reset" : "not reset" };
  });
}
