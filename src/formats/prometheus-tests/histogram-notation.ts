import {
  type Buckets,
  bucketsFrom,
  type CounterReset,
  customSchema,
  type NativeHistogram,
  nativeHistogram,
} from "../../promql/evaluate/index.js";

/** A parsed histogram, or a syntax error. */
export type HistogramNotation =
  | { readonly histogram: NativeHistogram; readonly hasResetHint: boolean; readonly error?: undefined }
  | { readonly error: string };

const hints: ReadonlyMap<string, CounterReset> = new Map<string, CounterReset>([
  ["unknown", "unknown"],
  ["reset", "reset"],
  ["not_reset", "not reset"],
  ["gauge", "gauge"],
]);

const numbers: ReadonlySet<string> = new Set([
  "schema",
  "sum",
  "count",
  "z_bucket",
  "z_bucket_w",
  "offset",
  "n_offset",
]);
const lists: ReadonlySet<string> = new Set(["buckets", "n_buckets", "custom_values"]);
const field = /\s*([a-z_]+):(\[[^\]]*\]|[^\s\][]+)/y;

/**
 * Parses the fields between the double braces: `schema:1 sum:3.5 count:4 buckets:[1 2 1]`.
 *
 * @example
 * ```ts
 * parseHistogram("schema:0 count:3 sum:4 buckets:[1 2]");
 * ```
 */
export function parseHistogram(text: string): HistogramNotation {
  const values = new Map<string, number>();
  const arrays = new Map<string, number[]>();
  let hint: CounterReset | undefined;
  const source = text.trimEnd();
  for (let at = 0; at < source.length; at = field.lastIndex) {
    field.lastIndex = at;
    const [, name = "", written = ""] = field.exec(source) ?? [];
    if (name === "") return { error: `unexpected ${JSON.stringify(source.slice(at, at + 20).trim())} in a histogram` };
    if (values.has(name) || arrays.has(name)) return { error: `duplicate ${name} in a histogram` };
    if (name === "counter_reset_hint") {
      hint = hints.get(written);
      if (!hint) return { error: `unknown counter_reset_hint ${JSON.stringify(written)}` };
    } else if (lists.has(name)) {
      const list = parseList(written);
      if (!list) return { error: `${name} in a histogram is not a list of numbers` };
      arrays.set(name, list);
    } else if (numbers.has(name)) {
      const value = parseSignedNumber(written);
      if (value === undefined) return { error: `${name} in a histogram is not a number` };
      values.set(name, value);
    } else return { error: `unknown ${JSON.stringify(name)} in a histogram` };
  }
  return createHistogram(values, arrays, hint);
}

function parseList(written: string): number[] | undefined {
  if (!written.startsWith("[")) return undefined;
  const items = written
    .slice(1, -1)
    .split(/\s+/)
    .filter((item) => item !== "");
  const list = items.map(parseSignedNumber);
  return list.every((value) => value !== undefined) ? list : undefined;
}

/** Parses a number such as `-1.5e3` or `Inf`. Undefined if it is invalid. */
export function parseSignedNumber(text: string): number | undefined {
  const match = /^([+-]?)(inf|nan|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i.exec(text);
  if (!match) return undefined;
  const word = match[2]!.toLowerCase();
  const magnitude = word === "inf" ? Number.POSITIVE_INFINITY : word === "nan" ? Number.NaN : Number(word);
  return match[1] === "-" ? -magnitude : magnitude;
}

const minSchema = -4;
const maxSchema = 8;
/** Beyond the bucket index of any finite value at the highest resolution. */
const maxOffset = 1_000_000;

function createHistogram(
  values: ReadonlyMap<string, number>,
  arrays: ReadonlyMap<string, number[]>,
  hint: CounterReset | undefined,
): HistogramNotation {
  const schema = values.get("schema") ?? 0;
  const isKnown = schema === customSchema || (Number.isInteger(schema) && schema >= minSchema && schema <= maxSchema);
  if (!isKnown) return { error: `unknown schema ${schema} in a histogram` };
  for (const name of ["offset", "n_offset"]) {
    const offset = values.get(name) ?? 0;
    if (!Number.isInteger(offset) || Math.abs(offset) > maxOffset)
      return { error: `${name} ${offset} is out of range` };
  }
  const buckets = (name: string, offset: string): Buckets =>
    bucketsFrom(values.get(offset) ?? 0, arrays.get(name) ?? []);
  const histogram = nativeHistogram({
    schema,
    count: values.get("count") ?? 0,
    sum: values.get("sum") ?? 0,
    zeroCount: values.get("z_bucket") ?? 0,
    zeroThreshold: values.get("z_bucket_w") ?? 0,
    positive: buckets("buckets", "offset"),
    negative: buckets("n_buckets", "n_offset"),
    customBounds: arrays.get("custom_values") ?? [],
    counterReset: hint ?? "unknown",
  });
  return { histogram, hasResetHint: hint !== undefined };
}
