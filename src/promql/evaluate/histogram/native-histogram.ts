/** The counter reset hint: whether a counter was reset before this sample. A `gauge` is no counter. */
export type CounterReset = "unknown" | "reset" | "not reset" | "gauge";

/** The populated buckets on one side of zero: ascending indexes (larger is farther from zero) with a count each. */
export interface Buckets {
  readonly indexes: Int32Array;
  readonly counts: Float64Array;
}

/** A native histogram. With custom bounds all its buckets are `positive`, and index 0 is the lowest. */
export interface NativeHistogram {
  /** From -4 (coarse) to 8 (fine), or `customSchema`. */
  readonly schema: number;
  readonly count: number;
  readonly sum: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly positive: Buckets;
  readonly negative: Buckets;
  /** Upper bounds of the buckets, ascending, without the infinite one. Empty with exponential buckets. */
  readonly customBounds: readonly number[];
  readonly counterReset: CounterReset;
}

/** The schema of histograms with custom bounds. */
export const customSchema = -53;

export const noBuckets: Buckets = { indexes: new Int32Array(0), counts: new Float64Array(0) };

/**
 * Creates a histogram from its parts; the others are empty.
 *
 * @example
 * ```ts
 * nativeHistogram({ schema: 0, count: 4, sum: 5, positive: bucketsFrom(0, [1, 2, 1]) });
 * ```
 */
export function nativeHistogram(parts: Partial<NativeHistogram> = {}): NativeHistogram {
  return {
    schema: parts.schema ?? 0,
    count: parts.count ?? 0,
    sum: parts.sum ?? 0,
    zeroThreshold: parts.zeroThreshold ?? 0,
    zeroCount: parts.zeroCount ?? 0,
    positive: parts.positive ?? noBuckets,
    negative: parts.negative ?? noBuckets,
    customBounds: parts.customBounds ?? [],
    counterReset: parts.counterReset ?? "unknown",
  };
}

/** Creates consecutive buckets, the first at `offset`. */
export function bucketsFrom(offset: number, counts: ArrayLike<number>): Buckets {
  const indexes = Int32Array.from({ length: counts.length }, (_, index) => offset + index);
  return { indexes, counts: Float64Array.from(counts) };
}

export function usesCustomBounds(histogram: NativeHistogram): boolean {
  return histogram.schema === customSchema;
}

export function sameBounds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((bound, index) => bound === b[index]);
}

/** Removes empty buckets. */
export function compact(histogram: NativeHistogram): NativeHistogram {
  const positive = compactBuckets(histogram.positive);
  const negative = compactBuckets(histogram.negative);
  if (positive === histogram.positive && negative === histogram.negative) return histogram;
  return { ...histogram, positive, negative };
}

function compactBuckets(buckets: Buckets): Buckets {
  const { indexes, counts } = buckets;
  if (!counts.includes(0)) return buckets;
  return { indexes: indexes.filter((_, at) => counts[at] !== 0), counts: counts.filter((count) => count !== 0) };
}

/** True if two histograms are equal, empty buckets included, reset hints excluded. */
export function equalHistograms(a: NativeHistogram, b: NativeHistogram): boolean {
  return (
    a.schema === b.schema &&
    a.count === b.count &&
    sameFloat(a.sum, b.sum) &&
    a.zeroThreshold === b.zeroThreshold &&
    a.zeroCount === b.zeroCount &&
    sameBounds(a.customBounds, b.customBounds) &&
    equalBuckets(a.positive, b.positive) &&
    equalBuckets(a.negative, b.negative)
  );
}

function sameFloat(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function equalBuckets(a: Buckets, b: Buckets): boolean {
  if (a.indexes.length !== b.indexes.length) return false;
  for (let at = 0; at < a.indexes.length; at++) {
    if (a.indexes[at] !== b.indexes[at] || a.counts[at] !== b.counts[at]) return false;
  }
  return true;
}

export function mapCounts(histogram: NativeHistogram, change: (count: number) => number): NativeHistogram {
  const changed = ({ indexes, counts }: Buckets): Buckets => ({ indexes, counts: counts.map(change) });
  return {
    ...histogram,
    count: change(histogram.count),
    sum: change(histogram.sum),
    zeroCount: change(histogram.zeroCount),
    positive: changed(histogram.positive),
    negative: changed(histogram.negative),
  };
}

/** Multiplies all counts and the sum. A negative factor makes it a gauge. */
export function scale(histogram: NativeHistogram, factor: number): NativeHistogram {
  const scaled = mapCounts(histogram, (count) => count * factor);
  return factor < 0 ? { ...scaled, counterReset: "gauge" } : scaled;
}

/** Divides all counts and the sum. Dividing by 0 removes the buckets. */
export function divide(histogram: NativeHistogram, divisor: number): NativeHistogram {
  const divided = mapCounts(histogram, (count) => count / divisor);
  if (divisor === 0) return { ...divided, positive: noBuckets, negative: noBuckets };
  return divisor < 0 ? { ...divided, counterReset: "gauge" } : divided;
}
