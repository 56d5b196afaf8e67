/** The range of buckets whose counts decreased, and the largest difference. */
export interface MonotonicityFix {
  readonly lowest: number;
  readonly highest: number;
  readonly maxDifference: number;
}

/** A cumulative bucket of a classic histogram. */
export interface ClassicBucket {
  readonly upper: number;
  count: number;
}

export interface ClassicQuantile {
  readonly value: number;
  /** Set if a bucket had a lower count than a smaller one. */
  readonly fix?: MonotonicityFix;
}

/** Relative differences below this come from rounding. */
const roundingTolerance = 1e-12;

/**
 * Computes the quantile of a classic histogram by linear interpolation; the buckets are sorted by bound. With
 * `tolerant`, differences that come from rounding are ignored and not reported.
 */
export function classicQuantile(
  quantile: number,
  ascending: readonly ClassicBucket[],
  tolerant: boolean,
): ClassicQuantile {
  if (Number.isNaN(quantile)) return { value: Number.NaN };
  if (quantile < 0) return { value: Number.NEGATIVE_INFINITY };
  if (quantile > 1) return { value: Number.POSITIVE_INFINITY };
  if (ascending.at(-1)?.upper !== Number.POSITIVE_INFINITY) return { value: Number.NaN };
  const buckets = coalesce(ascending);
  const fall = makeCumulative(buckets, tolerant ? roundingTolerance : 0);
  return { value: interpolate(quantile, buckets), ...(fall && { fix: fall }) };
}

function interpolate(quantile: number, buckets: readonly ClassicBucket[]): number {
  const last = buckets.length - 1;
  const observations = buckets[last]!.count;
  if (last < 1 || observations === 0) return Number.NaN;
  let rank = quantile * observations;
  let at = 0;
  while (at < last && !(buckets[at]!.count >= rank)) at++;
  if (at === last) return buckets[last - 1]!.upper;
  const { upper } = buckets[at]!;
  if (at === 0 && upper <= 0) return upper;
  let lower = 0;
  let { count } = buckets[at]!;
  if (at > 0) {
    const below = buckets[at - 1]!;
    lower = below.upper;
    count -= below.count;
    rank -= below.count;
  }
  return lower + (upper - lower) * (rank / count);
}

/** Merges buckets with the same bound. */
function coalesce(ascending: readonly ClassicBucket[]): ClassicBucket[] {
  const merged: ClassicBucket[] = [];
  for (const { upper, count } of ascending) {
    const last = merged.at(-1);
    if (last?.upper === upper) last.count += count;
    else merged.push({ upper, count });
  }
  return merged;
}

/** Makes counts monotonic. */
function makeCumulative(buckets: ClassicBucket[], tolerance: number): MonotonicityFix | undefined {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let most = 0;
  let previous = buckets[0]!.count;
  for (const bucket of buckets.slice(1)) {
    const { count, upper } = bucket;
    if (count === previous) continue;
    if (isWithinTolerance(previous, count, tolerance)) {
      bucket.count = previous;
      continue;
    }
    if (count < previous) {
      lowest = Math.min(lowest, upper);
      highest = Math.max(highest, upper);
      most = Math.max(most, previous - count);
      bucket.count = previous;
    } else previous = count;
  }
  return most > 0 ? { lowest, highest, maxDifference: most } : undefined;
}

function isWithinTolerance(a: number, b: number, tolerance: number): boolean {
  if (tolerance === 0 || a === 0 || b === 0) return false;
  return Math.abs(a - b) / Math.min(Math.abs(a) + Math.abs(b), Number.MAX_VALUE) < tolerance;
}

/** Computes the fraction of observations between two values. */
export function classicFraction(lower: number, upper: number, ascending: readonly ClassicBucket[]): number {
  if (ascending.at(-1)?.upper !== Number.POSITIVE_INFINITY) return Number.NaN;
  const buckets = coalesce(ascending);
  const { count } = buckets.at(-1)!;
  if (count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return Number.NaN;
  if (lower >= upper) return 0;
  return (estimateRank(upper, buckets, count) - estimateRank(lower, buckets, count)) / count;
}

/** Estimates the number of observations below a value. */
function estimateRank(value: number, buckets: readonly ClassicBucket[], most: number): number {
  let lower = buckets[0]!.upper <= 0 ? Number.NEGATIVE_INFINITY : 0;
  let below = 0;
  for (const { upper, count } of buckets) {
    if (lower >= value) return Math.min(below, most);
    if (upper > value) {
      const rank =
        lower === Number.NEGATIVE_INFINITY ? count : below + ((count - below) * (value - lower)) / (upper - lower);
      return Math.min(rank, most);
    }
    below = count;
    lower = upper;
  }
  return most;
}
