import { CompensatedSum, isInfinite } from "../numeric/compensated-sum.js";
import { combineResets, mergeIndexes, sameIndexes } from "./arithmetic.js";
import { exponentialBound } from "./exponential-bounds.js";
import type { Buckets, NativeHistogram } from "./native-histogram.js";
import { divide, mapCounts, sameBounds, scale, usesCustomBounds } from "./native-histogram.js";
import { commonBounds, toBounds, toSchema } from "./schema.js";
import { widenZeroBucket } from "./zero-bucket.js";

/** The outcome of adding a histogram to a sum. */
export type Addition = "ok" | "bounds differed" | "incompatible";

/** A sum of histograms, optionally with compensations for rounding in a second histogram. */
export class HistogramSum {
  total: NativeHistogram;
  compensation: NativeHistogram | undefined;
  private readonly compensated: boolean;

  constructor(first: NativeHistogram, compensated: boolean) {
    this.total = first;
    this.compensated = compensated;
  }

  add(other: NativeHistogram): Addition {
    const { total } = this;
    if (usesCustomBounds(total) !== usesCustomBounds(other)) return "incompatible";
    const compensation = this.compensation ?? mapCounts(total, () => 0);
    const [left, right, reconciled, boundsDiffered] = reconcileAll(total, other, compensation);
    const positive = addBuckets(left.positive, right.positive, reconciled.positive, this.compensated);
    const negative = addBuckets(left.negative, right.negative, reconciled.negative, this.compensated);
    const count = addFloat(left.count, right.count, reconciled.count);
    const sum = addFloat(left.sum, right.sum, reconciled.sum);
    const zeroCount = addFloat(left.zeroCount, right.zeroCount, reconciled.zeroCount);
    const counterReset = combineResets(total.counterReset, other.counterReset);
    this.total = {
      ...left,
      count: count.sum,
      sum: sum.sum,
      zeroCount: zeroCount.sum,
      positive: positive.sums,
      negative: negative.sums,
      counterReset,
    };
    if (this.compensated) {
      this.compensation = {
        ...reconciled,
        count: count.compensation,
        sum: sum.compensation,
        zeroCount: zeroCount.compensation,
        positive: positive.compensations,
        negative: negative.compensations,
      };
    }
    return boundsDiffered ? "bounds differed" : "ok";
  }

  /** Multiplies the sum so far. */
  scale(factor: number): void {
    this.total = scale(this.total, factor);
    if (this.compensation) this.compensation = scale(this.compensation, factor);
  }

  divide(divisor: number): void {
    this.total = divide(this.total, divisor);
    if (this.compensation) this.compensation = divide(this.compensation, divisor);
  }

  get result(): NativeHistogram {
    const { total, compensation } = this;
    if (!compensation) return total;
    const addCounts = (a: Buckets, b: Buckets): Buckets => ({
      indexes: a.indexes,
      counts: a.counts.map((count, at) => count + b.counts[at]!),
    });
    return {
      ...total,
      count: total.count + compensation.count,
      sum: total.sum + compensation.sum,
      zeroCount: total.zeroCount + compensation.zeroCount,
      positive: addCounts(total.positive, compensation.positive),
      negative: addCounts(total.negative, compensation.negative),
    };
  }
}

function addFloat(sum: number, value: number, compensation: number): CompensatedSum {
  const running = new CompensatedSum(sum);
  running.compensation = compensation;
  running.add(value);
  return running;
}

/** Converts all three to the same schema or bounds, and zero threshold. */
function reconcileAll(
  total: NativeHistogram,
  other: NativeHistogram,
  compensation: NativeHistogram,
): [NativeHistogram, NativeHistogram, NativeHistogram, boolean] {
  if (usesCustomBounds(total)) {
    if (sameBounds(total.customBounds, other.customBounds)) return [total, other, compensation, false];
    const bounds = commonBounds(total.customBounds, other.customBounds);
    return [toBounds(total, bounds), toBounds(other, bounds), toBounds(compensation, bounds), true];
  }
  const schema = Math.min(total.schema, other.schema);
  let left = toSchema(total, schema);
  let right = toSchema(other, schema);
  while (left.zeroThreshold !== right.zeroThreshold) {
    if (left.zeroThreshold < right.zeroThreshold) left = widenZeroBucket(left, right.zeroThreshold);
    else right = widenZeroBucket(right, left.zeroThreshold);
  }
  return [left, right, widenCompensation(toSchema(compensation, schema), left.zeroThreshold), false];
}

/** Moves buckets within the threshold into the zero bucket, populated or not. */
function widenCompensation(histogram: NativeHistogram, threshold: number): NativeHistogram {
  if (histogram.zeroThreshold === threshold) return histogram;
  let { zeroCount } = histogram;
  const rest = ({ indexes, counts }: Buckets): Buckets => {
    let first = 0;
    for (; first < indexes.length && exponentialBound(indexes[first]! - 1, histogram.schema) < threshold; first++) {
      zeroCount += counts[first]!;
    }
    return { indexes: indexes.slice(first), counts: counts.slice(first) };
  };
  const positive = rest(histogram.positive);
  const negative = rest(histogram.negative);
  return { ...histogram, zeroThreshold: threshold, zeroCount, positive, negative };
}

function addBuckets(
  left: Buckets,
  right: Buckets,
  compensation: Buckets,
  compensated: boolean,
): { sums: Buckets; compensations: Buckets } {
  const indexes = sameIndexes(left.indexes, right.indexes) ? left.indexes : mergeIndexes(left.indexes, right.indexes);
  const sums = expandCounts(left, indexes);
  const values = expandCounts(right, indexes);
  const compensations = expandCounts(compensation, indexes);
  const running = new CompensatedSum();
  for (let at = 0; at < indexes.length; at++) {
    if (!compensated) {
      sums[at]! += values[at]!;
      continue;
    }
    running.sum = sums[at]!;
    running.compensation = compensations[at]!;
    running.add(values[at]!);
    sums[at] = running.sum;
    compensations[at] = running.compensation;
  }
  return { sums: { indexes, counts: sums }, compensations: { indexes, counts: compensations } };
}

/** Expands counts to a superset of their indexes. */
function expandCounts({ indexes, counts }: Buckets, all: Int32Array): Float64Array {
  const result = new Float64Array(all.length);
  let from = 0;
  for (let at = 0; at < all.length; at++) {
    if (indexes[from] === all[at]) result[at] = counts[from++]!;
  }
  return result;
}

/** The mean of histograms, computed like that of floats: from the sum until it overflows. */
export class HistogramMean {
  private count = 1;
  private incremental = false;
  private running: HistogramSum;
  private readonly compensated: boolean;

  constructor(first: NativeHistogram, compensated: boolean) {
    this.running = new HistogramSum(first, compensated);
    this.compensated = compensated;
  }

  add(other: NativeHistogram): Addition {
    this.count++;
    const { count } = this;
    if (!this.incremental) {
      const next = new HistogramSum(this.running.total, this.compensated);
      next.compensation = this.running.compensation;
      const addition = next.add(other);
      if (addition === "incompatible" || !overflows(next.total)) {
        this.running = next;
        return addition;
      }
      this.incremental = true;
      this.running.divide(count - 1);
    }
    this.running.scale((count - 1) / count);
    return this.running.add(divide(other, count));
  }

  get result(): NativeHistogram {
    if (this.incremental) return this.running.result;
    const mean = new HistogramSum(this.running.total, this.compensated);
    mean.compensation = this.running.compensation;
    mean.divide(this.count);
    return mean.result;
  }
}

function overflows({ count, sum, zeroCount, positive, negative }: NativeHistogram): boolean {
  const infinite = isInfinite(count) || isInfinite(sum) || isInfinite(zeroCount);
  return infinite || positive.counts.some(isInfinite) || negative.counts.some(isInfinite);
}
