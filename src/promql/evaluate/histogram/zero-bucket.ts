import { exponentialBound } from "./exponential-bounds.js";

import type { Buckets, NativeHistogram } from "./native-histogram.js";

/**
 * Widens the zero bucket, merging the buckets within it. A populated bucket that contains the threshold is merged as a
 * whole, and its far bound becomes the threshold.
 */
export function widenZeroBucket(histogram: NativeHistogram, least: number): NativeHistogram {
  const { schema } = histogram;
  let threshold = least;
  for (let before = -1; before !== threshold; ) {
    before = threshold;
    threshold = findFarBound(histogram.positive, schema, threshold);
    threshold = findFarBound(histogram.negative, schema, threshold);
  }
  const positive = splitBuckets(histogram.positive, schema, threshold);
  const negative = splitBuckets(histogram.negative, schema, threshold);
  const zeroCount = histogram.zeroCount + positive.mergedCount + negative.mergedCount;
  return { ...histogram, zeroThreshold: threshold, zeroCount, positive: positive.rest, negative: negative.rest };
}

function findFarBound({ indexes, counts }: Buckets, schema: number, threshold: number): number {
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at]!;
    if (exponentialBound(index - 1, schema) >= threshold) break;
    const upper = exponentialBound(index, schema);
    if (upper > threshold) return counts[at] === 0 ? threshold : upper;
  }
  return threshold;
}

function splitBuckets(
  { indexes, counts }: Buckets,
  schema: number,
  threshold: number,
): { mergedCount: number; rest: Buckets } {
  let mergedCount = 0;
  let at = 0;
  for (; at < indexes.length && exponentialBound(indexes[at]! - 1, schema) < threshold; at++)
    mergedCount += counts[at]!;
  return { mergedCount, rest: { indexes: indexes.slice(at), counts: counts.slice(at) } };
}

/** Widens zero buckets until both histograms have the same threshold. */
export function equalizeThresholds(a: NativeHistogram, b: NativeHistogram): [NativeHistogram, NativeHistogram] {
  let [left, right] = [a, b];
  while (left.zeroThreshold !== right.zeroThreshold) {
    if (left.zeroThreshold < right.zeroThreshold) left = widenZeroBucket(left, right.zeroThreshold);
    else right = widenZeroBucket(right, left.zeroThreshold);
  }
  return [left, right];
}
