import { exponentialBound } from "../../promql/evaluate/index.js";
import { bucketShares, fitQuantiles, type Interpolation, type Values } from "./distribution.js";

/** The distribution of observations as a native histogram sees it. */
export interface NativeShares {
  readonly buckets: readonly BucketShare[];
  readonly mean: number;
}

/** The share of observations in one bucket. */
export interface BucketShare {
  readonly side: "positive" | "negative" | "zero";
  readonly index: number;
  readonly share: number;
}

/** The finest resolution that there is: 256 buckets for each power of two, each 0.3 % wide. */
export const trafficSchema = 8;

/** Distributes observations over exponential buckets so that `histogram_quantile` returns the given quantiles. */
export function exponentialShares(values: Values): NativeShares {
  if (typeof values === "number") return { buckets: [{ ...bucketOf(values), share: 1 }], mean: values };
  const { indexes, bounds } = edgesOf(Object.values(values).filter((value) => value !== undefined));
  const cumulative = fitQuantiles(values, bounds, exponentialPosition);
  // Observations above the largest quantile are in the bucket after it.
  const buckets = [...indexes, indexes.at(-1)! + 1].flatMap((index, at): readonly BucketShare[] => {
    const share = (cumulative[at] ?? 1) - (cumulative[at - 1] ?? 0);
    return share === 0 ? [] : [{ side: "positive", index, share }];
  });
  return { buckets, mean: buckets.reduce((sum, { index, share }) => sum + share * middleOf(index), 0) };
}

/** Distributes observations over custom buckets. */
export function customShares(values: Values, bounds: readonly number[]): NativeShares {
  const { cumulative, mean } = bucketShares(values, bounds);
  const buckets = [...cumulative, 1].flatMap((upTo, index): readonly BucketShare[] => {
    const share = upTo - (cumulative[index - 1] ?? 0);
    return share === 0 ? [] : [{ side: "positive", index, share }];
  });
  return { buckets, mean };
}

/** A quantile at the edge of a bucket would be in the next populated one, after rounding. */
const minDistance = 1e-6;

const exponentialPosition: Interpolation = (value, low, high) => {
  const position = Math.log2(value / low) / Math.log2(high / low);
  return Math.min(Math.max(position, minDistance), 1 - minDistance);
};

function bucketOf(value: number): Pick<BucketShare, "side" | "index"> {
  if (value === 0) return { side: "zero", index: 0 };
  return { side: value > 0 ? "positive" : "negative", index: indexOf(Math.abs(value)) };
}

/** Returns the index of the bucket that holds a positive value. Its upper bound belongs to it. */
function indexOf(value: number): number {
  const index = Math.ceil(Math.log2(value) * 2 ** trafficSchema);
  // The logarithm of a bound is not exact.
  if (exponentialBound(index - 1, trafficSchema) >= value) return index - 1;
  return exponentialBound(index, trafficSchema) < value ? index + 1 : index;
}

/** Lists the bounds on both sides of some values, ascending: other buckets can stay empty. */
function edgesOf(values: readonly number[]) {
  const edges = values.filter((value) => value > 0).flatMap((value) => [indexOf(value) - 1, indexOf(value)]);
  const indexes = [...new Set(edges)].sort((a, b) => a - b);
  return { indexes, bounds: indexes.map((index) => exponentialBound(index, trafficSchema)) };
}

function middleOf(index: number): number {
  return (exponentialBound(index - 1, trafficSchema) + exponentialBound(index, trafficSchema)) / 2;
}
