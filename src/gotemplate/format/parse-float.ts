import { quoteGo } from "./go-strings.js";

/** A number, or the error as Go words it. */
export type ParsedNumber = { readonly value: number; readonly error?: undefined } | { readonly error: string };

/** Underscores may stand between digits. */
const decimal =
  /^[-+]?(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?$/;
const hexadecimal =
  /^([-+]?)0[xX]((?:_?[0-9a-fA-F])*)(?:\.((?:[0-9a-fA-F](?:_?[0-9a-fA-F])*)?))?[pP]([-+]?[0-9](?:_?[0-9])*)$/;
const infinite = /^([-+]?)inf(?:inity)?$/i;

/**
 * Go's `strconv.ParseFloat`.
 *
 * ```ts
 * parseFloat64("1_000"); // { value: 1000 }
 * parseFloat64("1e400"); // { error: 'strconv.ParseFloat: parsing "1e400": value out of range' }
 * ```
 */
export function parseFloat64(text: string): ParsedNumber {
  if (/^nan$/i.test(text)) return { value: Number.NaN };
  const sign = infinite.exec(text)?.[1];
  if (sign !== undefined) return { value: sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  const value = finiteValue(text);
  if (value !== undefined && Number.isFinite(value)) return { value };
  const problem = value === undefined ? "invalid syntax" : "value out of range";
  return { error: `strconv.ParseFloat: parsing ${quoteGo(text)}: ${problem}` };
}

function finiteValue(text: string): number | undefined {
  const plain = text.replaceAll("_", "");
  if (decimal.test(text)) return Number(plain);
  const [, sign, whole = "", fraction = "", exponent] = (hexadecimal.test(text) && hexadecimal.exec(plain)) || [];
  if (whole + fraction === "") return undefined;
  const size = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === "-" ? -size : size;
}
