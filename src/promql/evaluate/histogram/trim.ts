import { exponentialBound } from "./exponential-bounds.js";
import type { Buckets, NativeHistogram } from "./native-histogram.js";
import { compact, usesCustomBounds } from "./native-histogram.js";
import { clipAtZero, exponentialShare } from "./native-quantile.js";
import { type BoundedBucket, positiveBucket } from "./schema.js";

/** The observations that a bucket retains, and their sum. */
interface TrimResult {
  readonly count: number;
  readonly sum: number;
}

type Side = "below" | "above";
type Shape = "even" | "exponential" | "custom";

/**
 * Keeps the observations below or above a value. Count and sum are recomputed from the buckets unless nothing was
 * removed.
 */
export function trim(histogram: NativeHistogram, side: Side, cutoff: number): NativeHistogram {
  let count = 0;
  let sum = 0;
  let trimmed = false;
  const cut = (bucket: BoundedBucket, shape: Shape): number => {
    const retained = trimBucket(bucket, side, cutoff, shape);
    if (retained.count !== bucket.count) trimmed = true;
    count += retained.count;
    sum += retained.sum;
    return retained.count;
  };
  const { schema, zeroThreshold } = histogram;
  const shape = usesCustomBounds(histogram) ? "custom" : "exponential";
  const negative = mapBuckets(histogram.negative, (index, held) => {
    const lower = -exponentialBound(index, schema);
    return cut({ lower, upper: -exponentialBound(index - 1, schema), count: held }, shape);
  });
  const zero = { lower: -zeroThreshold, upper: zeroThreshold, count: histogram.zeroCount };
  clipAtZero(zero, histogram);
  const zeroCount = zero.count === 0 ? 0 : cut(zero, "even");
  const positive = mapBuckets(histogram.positive, (index, held) => cut(positiveBucket(histogram, index, held), shape));
  if (!trimmed) return histogram;
  return compact({ ...histogram, count, sum, zeroCount, negative, positive });
}

function mapBuckets({ indexes, counts }: Buckets, change: (index: number, count: number) => number): Buckets {
  return { indexes, counts: counts.map((count, at) => (count === 0 ? 0 : change(indexes[at]!, count))) };
}

const nothing: TrimResult = { count: 0, sum: 0 };

function trimBucket(bucket: BoundedBucket, side: Side, cutoff: number, shape: Shape): TrimResult {
  if (shape === "custom") {
    const infinite = trimInfiniteBucket(bucket, side, cutoff);
    if (infinite) return infinite;
  }
  const clipped = bucket.lower === Number.NEGATIVE_INFINITY ? { ...bucket, lower: 0 } : bucket;
  const { lower, upper, count } = clipped;
  if (side === "below" ? upper <= cutoff : lower >= cutoff)
    return { count, sum: count * meanOfBucket(lower, upper, shape) };
  if (side === "below" ? lower >= cutoff : upper <= cutoff) return nothing;
  const share = shape === "exponential" ? exponentialShare(clipped, cutoff) : (cutoff - lower) / (upper - lower);
  const retained = count * (side === "below" ? share : 1 - share);
  return {
    count: retained,
    sum: retained * (side === "below" ? meanOfBucket(lower, cutoff, shape) : meanOfBucket(cutoff, upper, shape)),
  };
}

/** Trims the outermost custom buckets, which cannot be interpolated; undefined for all others. */
function trimInfiniteBucket(
  { lower, upper, count }: BoundedBucket,
  side: Side,
  cutoff: number,
): TrimResult | undefined {
  const whole = side === "below" ? cutoff === Number.POSITIVE_INFINITY : cutoff === Number.NEGATIVE_INFINITY;
  if (upper === Number.POSITIVE_INFINITY) {
    if (whole) return { count, sum: Number.NEGATIVE_INFINITY === lower ? 0 : count * lower };
    if (side === "below" || lower === Number.NEGATIVE_INFINITY || cutoff === upper) return nothing;
    return { count, sum: count * Math.max(lower, cutoff) };
  }
  if (lower !== Number.NEGATIVE_INFINITY) return undefined;
  if (upper > 0) {
    // As in Prometheus: this bucket is assumed to hold nothing below zero, but a negative cutoff drops it all the same.
    return side === "above" && cutoff < 0 && !whole ? nothing : undefined;
  }
  if (side === "above") return whole ? { count, sum: count * upper } : nothing;
  return cutoff === Number.NEGATIVE_INFINITY ? nothing : { count, sum: count * Math.min(upper, cutoff) };
}

/** Returns the mean observation of a bucket. */
function meanOfBucket(lower: number, upper: number, shape: Shape): number {
  if (shape !== "exponential") return (lower + upper) / 2;
  const geometric = Math.sqrt(lower * upper);
  return upper < 0 || lower < 0 ? -geometric : geometric;
}
