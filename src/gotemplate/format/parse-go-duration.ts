import { quoteGo } from "./go-strings.js";

/** Nanoseconds, or the error as Go words it. */
export type ParsedDuration =
  | { readonly value: bigint; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: string };

const units: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n],
  ["us", 1000n],
  ["µs", 1000n],
  ["μs", 1000n],
  ["ms", 1_000_000n],
  ["s", 1_000_000_000n],
  ["m", 60_000_000_000n],
  ["h", 3_600_000_000_000n],
]);

const largest = 2n ** 63n;

/**
 * Go's `time.ParseDuration`.
 *
 * ```ts
 * parseGoDuration("1m30s"); // { value: 90_000_000_000n }
 * parseGoDuration("1d"); // { error: 'time: unknown unit "d" in duration "1d"' }
 * ```
 */
export function parseGoDuration(text: string): ParsedDuration {
  const invalid = { error: `time: invalid duration ${quoteGo(text)}` };
  const isNegative = text.startsWith("-");
  const unsigned = isNegative || text.startsWith("+") ? text.slice(1) : text;
  if (unsigned === "0") return { value: 0n };
  if (unsigned === "") return invalid;
  let total = 0n;
  const part = /([0-9]*)(?:(\.)([0-9]*))?([^.0-9]*)/y;
  while (part.lastIndex < unsigned.length) {
    const [, whole = "", point, fraction = "", unit = ""] = part.exec(unsigned)!;
    if (whole === "" && fraction === "") return invalid;
    if (unit === "") {
      // A second point or the end of the text follows.
      return part.lastIndex < unsigned.length || point === undefined || whole + fraction !== ""
        ? { error: `time: missing unit in duration ${quoteGo(text)}` }
        : invalid;
    }
    const size = units.get(unit);
    if (size === undefined) return { error: `time: unknown unit ${quoteGo(unit)} in duration ${quoteGo(text)}` };
    total += nanoseconds(whole, fraction, size);
    if (total > largest) return invalid;
  }
  if (isNegative) return { value: -total };
  return total === largest ? invalid : { value: total };
}

/** Digits of a fraction beyond nanoseconds are cut off. */
const maxFractionDigits = 18;

function nanoseconds(whole: string, fraction: string, unit: bigint): bigint {
  const digits = fraction.slice(0, maxFractionDigits);
  const part = digits === "" ? 0n : (BigInt(digits) * unit) / 10n ** BigInt(digits.length);
  const count = whole === "" ? 0n : whole.length > 40 ? largest + 1n : BigInt(whole);
  return count * unit + part;
}
