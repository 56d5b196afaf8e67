import { formatShort } from "../numeric/go-float.js";
import { exponentialBound } from "./exponential-bounds.js";
import type { NativeHistogram } from "./native-histogram.js";
import { positiveBucket } from "./schema.js";

/** Formats a histogram as Prometheus does: `{count:3, sum:2.5, [-0.001,0.001]:1, (1,2]:2}`. */
export function formatHistogram(histogram: NativeHistogram): string {
  const { schema, count, sum, zeroCount, zeroThreshold, positive, negative } = histogram;
  const parts = [`count:${formatShort(count)}`, `sum:${formatShort(sum)}`];
  for (let at = negative.indexes.length - 1; at >= 0; at--) {
    const index = negative.indexes[at]!;
    const bounds = `[${bound(-exponentialBound(index, schema))},${bound(-exponentialBound(index - 1, schema))})`;
    if (negative.counts[at] !== 0) parts.push(`${bounds}:${formatShort(negative.counts[at]!)}`);
  }
  if (zeroCount !== 0) parts.push(`[${bound(-zeroThreshold)},${bound(zeroThreshold)}]:${formatShort(zeroCount)}`);
  for (let at = 0; at < positive.indexes.length; at++) {
    const bucket = positiveBucket(histogram, positive.indexes[at]!, positive.counts[at]!);
    const open = bucket.lower === Number.NEGATIVE_INFINITY ? "[" : "(";
    if (bucket.count !== 0)
      parts.push(`${open}${bound(bucket.lower)},${bound(bucket.upper)}]:${formatShort(bucket.count)}`);
  }
  return `{${parts.join(", ")}}`;
}

function bound(value: number): string {
  return formatShort(value);
}
