import { addHistograms, type NativeHistogram, subtractHistograms } from "../../promql/evaluate/index.js";
import { parseHistogram, parseSignedNumber } from "./histogram-notation.js";

/** The value of a series at one time. */
export type SeriesValue =
  | { readonly kind: "missing" }
  | { readonly kind: "stale" }
  | { readonly kind: "float"; readonly value: number }
  | {
      readonly kind: "histogram";
      readonly histogram: NativeHistogram;
      /** True if the notation sets `counter_reset_hint`. */
      readonly hasResetHint: boolean;
    };

export type SeriesNotation =
  | { readonly values: readonly SeriesValue[]; readonly error?: undefined }
  | { readonly error: string; readonly offset: number; readonly values?: undefined };

/** Maximum number of values in one series, so that `0x999999999` cannot exhaust memory. */
const maxValues = 5_000_000;
/** Repeat counts are unsigned 64-bit numbers. */
const maxRepeatCount = 2n ** 64n - 1n;

const missing: SeriesValue = { kind: "missing" };
const stale: SeriesValue = { kind: "stale" };

const digits = "\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+(?:[eE][+-]?\\d+)?";
const word = "[iI][nN][fF]|[nN][aA][nN]";
// After a word, an x belongs to the word: `infx3` is invalid.
const floatItem = new RegExp(
  `([+-]?(?:${word}|${digits}))(?:([+-])(${digits}))?(?:(?<=[\\d.])x(\\d+))?(?=[ \\t\\r\\n]|$)`,
  "y",
);
const missingItem = /_(?:x(\d+))?(?=[ \t\r\n]|$)/y;
const staleItem = /stale(?=[ \t\r\n]|$)/y;
const space = /[ \t\r\n]*/y;
const repetition = /x(\d+)(?=[ \t\r\n]|$)/y;

/**
 * Parses the values of a series in the notation of Prometheus' tests: numbers, `_` for no sample, `stale`, `{{…}}` for
 * native histograms, and the repetitions `a+bxn`, `a-bxn`, `axn` and `_xn`. Expands at most `needed` values; the rest is
 * only checked.
 *
 * @example
 * ```ts
 * parseSeriesValues("0+10x3 _ stale"); // 0 10 20 30, no sample, stale
 * ```
 */
export function parseSeriesValues(text: string, needed = Number.POSITIVE_INFINITY): SeriesNotation {
  const values: SeriesValue[] = [];
  let offset = 0;
  for (;;) {
    offset = skipSpace(text, offset);
    if (offset >= text.length) return { values };
    const item = parseItem(text, offset);
    if ("error" in item) return { error: item.error, offset };
    const count = Math.min(item.count, needed - values.length);
    if (values.length + count > maxValues) return { error: `more than ${maxValues} values`, offset };
    const failed = expand({ ...item, count }, values);
    if (failed !== undefined) return { error: failed, offset };
    offset = item.end;
  }
}

interface Item {
  readonly end: number;
  readonly first: SeriesValue;
  /** Added to each value to get the next one. */
  readonly step: SeriesValue | undefined;
  readonly sign: 1 | -1;
  readonly count: number;
}

function skipSpace(text: string, offset: number): number {
  space.lastIndex = offset;
  space.exec(text);
  return space.lastIndex;
}

function match(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

function parseItem(text: string, offset: number): Item | { error: string } {
  const skipped = match(missingItem, text, offset);
  if (skipped) {
    const { lastIndex: end } = missingItem;
    if (isTooLarge(skipped[1])) return tooLarge;
    const count = skipped[1] === undefined ? 1 : Number(skipped[1]);
    return { end, first: missing, step: undefined, sign: 1, count };
  }
  if (match(staleItem, text, offset))
    return { end: staleItem.lastIndex, first: stale, step: undefined, sign: 1, count: 1 };
  if (text.startsWith("{{", offset)) return parseHistogramItem(text, offset);
  const float = match(floatItem, text, offset);
  if (!float)
    return {
      error: `unexpected ${JSON.stringify(text.slice(offset, offset + 20).split(/\s/, 1)[0])} in the values of a series`,
    };
  const [, first = "", sign, step, count] = float;
  if (step !== undefined && count === undefined) return { error: `${float[0]} needs a count: ${float[0]}x10` };
  if (isTooLarge(count)) return tooLarge;
  return {
    end: floatItem.lastIndex,
    first: { kind: "float", value: parseSignedNumber(first)! },
    step: step === undefined ? undefined : { kind: "float", value: parseSignedNumber(step)! },
    sign: sign === "-" ? -1 : 1,
    count: count === undefined ? 1 : Number(count) + 1,
  };
}

const tooLarge = { error: "the repeat count is too large" };

function isTooLarge(count: string | undefined): boolean {
  return count !== undefined && count.length > 19 && (count.length > 1000 || BigInt(count) > maxRepeatCount);
}

function parseBracedHistogram(text: string, offset: number): { end: number; value: SeriesValue } | { error: string } {
  const close = text.indexOf("}}", offset);
  if (!text.startsWith("{{", offset) || close < 0)
    return { error: "expected a histogram in double braces, such as {{count:3}}" };
  const read = parseHistogram(text.slice(offset + 2, close));
  if (read.error !== undefined) return { error: read.error };
  const { histogram, hasResetHint } = read;
  return { end: close + 2, value: { kind: "histogram", histogram, hasResetHint } };
}

function parseHistogramItem(text: string, offset: number): Item | { error: string } {
  const first = parseBracedHistogram(text, offset);
  if ("error" in first) return first;
  let { end } = first;
  let step: SeriesValue | undefined;
  const sign = text[end];
  if (sign === "+" || sign === "-") {
    const read = parseBracedHistogram(text, end + 1);
    if ("error" in read) return read;
    step = read.value;
    end = read.end;
  }
  const count = match(repetition, text, end);
  if (step && !count) return { error: "a histogram with an increment needs a count, such as x10" };
  if (count && isTooLarge(count[1])) return tooLarge;
  if (!count && end < text.length && !/\s/.test(text[end]!)) return { error: "unexpected text after a histogram" };
  return {
    end: count ? repetition.lastIndex : end,
    first: first.value,
    step,
    sign: sign === "-" ? -1 : 1,
    count: count ? Number(count[1]) + 1 : 1,
  };
}

/** Appends the values of an item. Returns an error message if histograms cannot be added. */
function expand({ first, step, sign, count }: Item, values: SeriesValue[]): string | undefined {
  let current = first;
  for (let index = 0; index < count; index++) {
    values.push(current);
    if (!step || index === count - 1) continue;
    const next = add(current, step, sign);
    if (!next) return "these histograms have incompatible schemas and cannot be added";
    current = next;
  }
  return undefined;
}

function add(value: SeriesValue, step: SeriesValue, sign: 1 | -1): SeriesValue | undefined {
  if (value.kind === "float" && step.kind === "float") {
    return { kind: "float", value: value.value + sign * step.value };
  }
  if (value.kind !== "histogram" || step.kind !== "histogram") return undefined;
  const combined = (sign === 1 ? addHistograms : subtractHistograms)(value.histogram, step.histogram);
  return combined && { ...value, histogram: combined.histogram };
}
