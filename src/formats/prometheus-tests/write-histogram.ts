import {
  type Buckets,
  type CounterReset,
  customSchema,
  formatShort,
  type NativeHistogram,
} from "../../promql/evaluate/index.js";

const hints: Readonly<Record<CounterReset, string | undefined>> = {
  unknown: undefined,
  reset: "reset",
  "not reset": "not_reset",
  gauge: "gauge",
};

/**
 * Writes a histogram in the notation of tests. Omits zero and unknown fields, and empty buckets at both ends.
 *
 * @example
 * ```ts
 * writeHistogram(histogram); // "{{count:4 sum:5 buckets:[1 2 1]}}"
 * ```
 */
export function writeHistogram(histogram: NativeHistogram): string {
  const { schema, count, sum, zeroCount, zeroThreshold, customBounds, counterReset } = histogram;
  const parts: string[] = [];
  const add = (name: string, value: number): void => {
    if (value !== 0) parts.push(`${name}:${formatShort(value)}`);
  };
  add("schema", schema);
  add("count", count);
  add("sum", sum);
  add("z_bucket", zeroCount);
  add("z_bucket_w", zeroThreshold);
  if (schema === customSchema) parts.push(`custom_values:${list(customBounds)}`);
  const hint = hints[counterReset];
  if (hint !== undefined) parts.push(`counter_reset_hint:${hint}`);
  parts.push(...bucketParts(histogram.positive, "buckets", "offset"));
  parts.push(...bucketParts(histogram.negative, "n_buckets", "n_offset"));
  return `{{${parts.join(" ")}}}`;
}

function bucketParts({ indexes, counts }: Buckets, name: string, offsetName: string): string[] {
  const populated = Array.from(counts.keys()).filter((at) => counts[at] !== 0);
  if (populated.length === 0) return [];
  const first = indexes[populated[0]!]!;
  const dense = new Array<number>(indexes[populated.at(-1)!]! - first + 1).fill(0);
  for (const at of populated) dense[indexes[at]! - first] = counts[at]!;
  return [...(first === 0 ? [] : [`${offsetName}:${first}`]), `${name}:${list(dense)}`];
}

function list(numbers: readonly number[]): string {
  return `[${numbers.map(formatShort).join(" ")}]`;
}
