import type { NativeHistogram } from "./native-histogram.js";
import { usesCustomBounds } from "./native-histogram.js";
import { type BoundedBucket, bucketsAscending } from "./schema.js";

export interface NativeQuantile {
  readonly value: number;
  /** The effect of NaN observations on the result. */
  readonly skewed?: "is NaN" | "is skewed higher";
}

/** Computes the quantile of a native histogram, with exponential or linear interpolation within exponential buckets. */
export function nativeQuantile(quantile: number, histogram: NativeHistogram, exponential: boolean): NativeQuantile {
  if (quantile < 0) return { value: Number.NEGATIVE_INFINITY };
  if (quantile > 1) return { value: Number.POSITIVE_INFINITY };
  if (histogram.count === 0 || Number.isNaN(quantile)) return { value: Number.NaN };
  return exponential ? quantileFromEitherEnd(quantile, histogram) : linearQuantile(quantile, histogram);
}

const emptyBucket: BoundedBucket = { lower: 0, upper: 0, count: 0 };

/** Searches from the lowest bucket up and interpolates linearly, as 2.x does. */
function linearQuantile(quantile: number, histogram: NativeHistogram): NativeQuantile {
  let rank = quantile * histogram.count;
  let count = 0;
  let bucket = emptyBucket;
  for (bucket of bucketsAscending(histogram)) {
    count += bucket.count;
    if (count >= rank) break;
  }
  clipAtZero(bucket, histogram);
  count = Math.min(count, histogram.count);
  if (count < rank) return { value: bucket.upper };
  rank -= count - bucket.count;
  return { value: bucket.lower + (bucket.upper - bucket.lower) * (rank / bucket.count) };
}

function quantileFromEitherEnd(quantile: number, histogram: NativeHistogram): NativeQuantile {
  const hasNoSum = Number.isNaN(histogram.sum);
  // NaN observations are counted but are in no bucket: with them, only searching upwards is correct.
  const upwards = hasNoSum || quantile < 0.5;
  const buckets = bucketsAscending(histogram);
  if (!upwards) buckets.reverse();
  let rank = (upwards ? quantile : 1 - quantile) * histogram.count;
  let count = 0;
  let bucket = emptyBucket;
  let at = 0;
  while (at < buckets.length) {
    bucket = buckets[at++]!;
    if (bucket.count === 0) continue;
    count += bucket.count;
    if (count >= rank) break;
  }
  if (usesCustomBounds(histogram)) {
    if (bucket.lower === Number.NEGATIVE_INFINITY) {
      if (bucket.upper <= 0) return { value: bucket.upper };
      bucket.lower = 0;
    } else if (bucket.upper === Number.POSITIVE_INFINITY) return { value: bucket.lower };
  } else clipAtZero(bucket, histogram);
  count = Math.min(count, histogram.count);
  if (count < rank) return hasNoSum ? { value: Number.NaN, skewed: "is NaN" } : { value: bucket.upper };
  const counted = buckets.slice(at).reduce((sum, other) => sum + other.count, count);
  rank = upwards ? rank - (count - bucket.count) : count - rank;
  const value = withinBucket(bucket, rank / bucket.count, usesCustomBounds(histogram));
  return hasNoSum && counted < histogram.count ? { value, skewed: "is skewed higher" } : { value };
}

function withinBucket({ lower, upper }: BoundedBucket, fraction: number, custom: boolean): number {
  if (custom || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction;
  const logLower = Math.log2(Math.abs(lower));
  const logUpper = Math.log2(Math.abs(upper));
  if (lower > 0) return 2 ** (logLower + (logUpper - logLower) * fraction);
  return -(2 ** (logUpper + (logLower - logUpper) * (1 - fraction)));
}

/** If all other observations are on one side of zero, so are those in the zero bucket. */
export function clipAtZero(bucket: BoundedBucket, { positive, negative }: NativeHistogram): void {
  if (!(bucket.lower < 0 && bucket.upper > 0)) return;
  if (negative.indexes.length === 0 && positive.indexes.length > 0) bucket.lower = 0;
  else if (positive.indexes.length === 0 && negative.indexes.length > 0) bucket.upper = 0;
}

export interface NativeFraction {
  readonly value: number;
  /** NaN observations were excluded. */
  readonly excluded?: boolean;
}

/** Computes the fraction of observations between two values. */
export function nativeFraction(
  lower: number,
  upper: number,
  histogram: NativeHistogram,
  exponential: boolean,
): NativeFraction {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return { value: Number.NaN };
  if (lower >= upper) return { value: 0 };
  const buckets = bucketsAscending(histogram);
  let { count } = histogram;
  let excluded = false;
  if (exponential && Number.isNaN(histogram.sum)) {
    count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
    excluded = count < histogram.count;
  }
  const rank = (value: number): number =>
    Math.min(estimateRank(value, buckets, histogram, exponential) ?? count, count);
  const value = (rank(upper) - rank(lower)) / histogram.count;
  return excluded ? { value, excluded } : { value };
}

/** Estimates the number of observations below a value; undefined if all are. */
function estimateRank(
  value: number,
  buckets: readonly BoundedBucket[],
  histogram: NativeHistogram,
  exponential: boolean,
): number | undefined {
  let below = 0;
  for (const source of buckets) {
    const bucket = { ...source };
    const isZero = bucket.lower <= 0 && bucket.upper >= 0 && !usesCustomBounds(histogram);
    if (usesCustomBounds(histogram)) clipCustom(bucket);
    else clipAtZero(bucket, histogram);
    if (bucket.lower >= value) return below;
    if (bucket.upper > value) {
      if (bucket.lower === Number.NEGATIVE_INFINITY) return bucket.count;
      const linear = !exponential || isZero || usesCustomBounds(histogram);
      return below + (linear ? countBelow(bucket, value) : bucket.count * exponentialShare(bucket, value));
    }
    below += bucket.count;
  }
  return undefined;
}

function clipCustom(bucket: BoundedBucket): void {
  if (bucket.lower === Number.NEGATIVE_INFINITY && bucket.upper > 0) bucket.lower = 0;
}

/** Estimates the observations of a bucket below a value within it, evenly spread. */
function countBelow({ lower, upper, count }: BoundedBucket, value: number): number {
  return (count * (value - lower)) / (upper - lower);
}

/** The fraction of an exponential bucket below a value within it. */
export function exponentialShare({ lower, upper }: BoundedBucket, value: number): number {
  const logLower = Math.log2(Math.abs(lower));
  const logUpper = Math.log2(Math.abs(upper));
  const logValue = Math.log2(Math.abs(value));
  if (value > 0) return (logValue - logLower) / (logUpper - logLower);
  return 1 - (logValue - logUpper) / (logLower - logUpper);
}
