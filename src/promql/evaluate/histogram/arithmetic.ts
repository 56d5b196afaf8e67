import type { Buckets, CounterReset, NativeHistogram } from "./native-histogram.js";
import { sameBounds, usesCustomBounds } from "./native-histogram.js";
import { commonBounds, toBounds, toSchema } from "./schema.js";
import { equalizeThresholds } from "./zero-bucket.js";

/** Two histograms with the same bucket layout. */
export interface ReconciledPair {
  readonly left: NativeHistogram;
  readonly right: NativeHistogram;
  /** Bounds that only one of them had were dropped. */
  readonly boundsDiffered: boolean;
}

/** Converts two histograms to the same layout; undefined if only one has custom bounds. */
export function reconcile(a: NativeHistogram, b: NativeHistogram): ReconciledPair | undefined {
  if (usesCustomBounds(a) !== usesCustomBounds(b)) return undefined;
  if (usesCustomBounds(a)) {
    if (sameBounds(a.customBounds, b.customBounds)) return { left: a, right: b, boundsDiffered: false };
    const bounds = commonBounds(a.customBounds, b.customBounds);
    return { left: toBounds(a, bounds), right: toBounds(b, bounds), boundsDiffered: true };
  }
  const schema = Math.min(a.schema, b.schema);
  const [left, right] = equalizeThresholds(toSchema(a, schema), toSchema(b, schema));
  return { left, right, boundsDiffered: false };
}

export interface HistogramResult {
  readonly histogram: NativeHistogram;
  readonly boundsDiffered: boolean;
  /** The hint of one says that it was reset, that of the other that it was not. */
  readonly resetsCollide: boolean;
}

/** Adds two histograms; undefined if their bucket layouts are incompatible. */
export function addHistograms(a: NativeHistogram, b: NativeHistogram): HistogramResult | undefined {
  return combine(a, b, 1);
}

/** Subtracts two histograms, which gives a gauge; undefined if their bucket layouts are incompatible. */
export function subtractHistograms(a: NativeHistogram, b: NativeHistogram): HistogramResult | undefined {
  return combine(a, b, -1);
}

function combine(a: NativeHistogram, b: NativeHistogram, sign: 1 | -1): HistogramResult | undefined {
  const reconciled = reconcile(a, b);
  if (!reconciled) return undefined;
  const { left, right, boundsDiffered } = reconciled;
  const histogram: NativeHistogram = {
    ...left,
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    zeroCount: left.zeroCount + sign * right.zeroCount,
    positive: mergeBuckets(left.positive, right.positive, sign),
    negative: mergeBuckets(left.negative, right.negative, sign),
    counterReset: sign < 0 ? "gauge" : combineResets(a.counterReset, b.counterReset),
  };
  return { histogram, boundsDiffered, resetsCollide: doResetsCollide(a.counterReset, b.counterReset) };
}

function doResetsCollide(a: CounterReset, b: CounterReset): boolean {
  return (a === "reset" && b === "not reset") || (a === "not reset" && b === "reset");
}

export function combineResets(a: CounterReset, b: CounterReset): CounterReset {
  if (a === b) return a;
  return a === "gauge" || b === "gauge" ? "gauge" : "unknown";
}

export function mergeBuckets(a: Buckets, b: Buckets, sign: 1 | -1): Buckets {
  if (sameIndexes(a.indexes, b.indexes)) {
    return { indexes: a.indexes, counts: a.counts.map((count, at) => count + sign * b.counts[at]!) };
  }
  const indexes = mergeIndexes(a.indexes, b.indexes);
  const counts = new Float64Array(indexes.length);
  let fromA = 0;
  let fromB = 0;
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at];
    if (a.indexes[fromA] === index) counts[at] = a.counts[fromA++]!;
    if (b.indexes[fromB] === index) counts[at]! += sign * b.counts[fromB++]!;
  }
  return { indexes, counts };
}

export function sameIndexes(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

export function mergeIndexes(a: Int32Array, b: Int32Array): Int32Array {
  const union = new Int32Array(a.length + b.length);
  let length = 0;
  let fromA = 0;
  let fromB = 0;
  while (fromA < a.length || fromB < b.length) {
    const next = Math.min(a[fromA] ?? Number.POSITIVE_INFINITY, b[fromB] ?? Number.POSITIVE_INFINITY);
    if (a[fromA] === next) fromA++;
    if (b[fromB] === next) fromB++;
    union[length++] = next;
  }
  return union.slice(0, length);
}
