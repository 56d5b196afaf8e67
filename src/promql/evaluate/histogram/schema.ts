import { exponentialBound } from "./exponential-bounds.js";
import type { Buckets, NativeHistogram } from "./native-histogram.js";
import { customSchema } from "./native-histogram.js";

/** A bucket with its bounds. Those of negative buckets are negative, with lower below upper. */
export interface BoundedBucket {
  lower: number;
  upper: number;
  count: number;
}

function customBucket(bounds: readonly number[], index: number, count: number): BoundedBucket {
  const lower = index === 0 ? Number.NEGATIVE_INFINITY : (bounds[index - 1] ?? Number.POSITIVE_INFINITY);
  return { lower, upper: bounds[index] ?? Number.POSITIVE_INFINITY, count };
}

export function positiveBucket({ schema, customBounds }: NativeHistogram, index: number, count: number): BoundedBucket {
  if (schema === customSchema) return customBucket(customBounds, index, count);
  return { lower: exponentialBound(index - 1, schema), upper: exponentialBound(index, schema), count };
}

/** Lists all buckets in ascending order, with the zero bucket in the middle if it is populated. */
export function bucketsAscending(histogram: NativeHistogram): BoundedBucket[] {
  const { positive, negative, schema, zeroCount, zeroThreshold } = histogram;
  const all: BoundedBucket[] = [];
  for (let at = negative.indexes.length - 1; at >= 0; at--) {
    const index = negative.indexes[at]!;
    const lower = -exponentialBound(index, schema);
    all.push({ lower, upper: -exponentialBound(index - 1, schema), count: negative.counts[at]! });
  }
  if (zeroCount > 0) all.push({ lower: -zeroThreshold, upper: zeroThreshold, count: zeroCount });
  for (let at = 0; at < positive.indexes.length; at++) {
    all.push(positiveBucket(histogram, positive.indexes[at]!, positive.counts[at]!));
  }
  return all;
}

/** Maps indexes by a non-decreasing function and merges buckets that get the same index. */
export function mapIndexes({ indexes, counts }: Buckets, change: (index: number) => number): Buckets {
  const newIndexes: number[] = [];
  const newCounts: number[] = [];
  for (let at = 0; at < indexes.length; at++) {
    const index = change(indexes[at]!);
    const last = newIndexes.length - 1;
    if (newIndexes[last] === index) newCounts[last]! += counts[at]!;
    else {
      newIndexes.push(index);
      newCounts.push(counts[at]!);
    }
  }
  return { indexes: Int32Array.from(newIndexes), counts: Float64Array.from(newCounts) };
}

/** Converts a histogram to a coarser or equal schema. */
export function toSchema(histogram: NativeHistogram, schema: number): NativeHistogram {
  if (histogram.schema === schema) return histogram;
  const factor = 2 ** (histogram.schema - schema);
  const change = (index: number): number => Math.floor((index - 1) / factor) + 1;
  return {
    ...histogram,
    schema,
    positive: mapIndexes(histogram.positive, change),
    negative: mapIndexes(histogram.negative, change),
  };
}

/** Returns the bounds that both lists have. */
export function commonBounds(a: readonly number[], b: readonly number[]): number[] {
  const other = new Set(b);
  return a.filter((bound) => other.has(bound));
}

/** Reduces a histogram to a subset of its custom bounds. */
export function toBounds(histogram: NativeHistogram, bounds: readonly number[]): NativeHistogram {
  const { customBounds } = histogram;
  const targets = customBounds.map((bound) => {
    const target = bounds.findIndex((candidate) => candidate >= bound);
    return target < 0 ? bounds.length : target;
  });
  const change = (index: number): number => targets[index] ?? bounds.length;
  return { ...histogram, customBounds: bounds, positive: mapIndexes(histogram.positive, change) };
}
