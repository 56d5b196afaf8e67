import { binaryParts, type Decimal, roundToDecimals, roundToDigits, shortestDecimal } from "./decimal.js";

export type FloatFormat = "e" | "E" | "f" | "g" | "G" | "b" | "x" | "X";

/**
 * Formats a number as Go's `strconv.FormatFloat` does; without a precision with the fewest digits that round-trip.
 *
 * ```ts
 * floatText(1e6, "g"); // "1e+06"
 * floatText(2.5, "f", 0); // "2"
 * ```
 */
export function floatText(value: number, format: FloatFormat, precision?: number): string {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign === "" ? "+Inf" : "-Inf";
  switch (format) {
    case "b": {
      const { mantissa, exponent } = binaryParts(size);
      return `${sign}${mantissa}p${signed(exponent, 1)}`;
    }
    case "x":
    case "X": {
      const text = hexadecimalText(size, precision);
      return sign + (format === "X" ? text.toUpperCase() : text);
    }
    case "f": {
      const decimal = precision === undefined ? shortestDecimal(size) : roundToDecimals(size, precision);
      return sign + withPoint(decimal, precision);
    }
    case "e":
    case "E":
      return (
        sign + withExponent(toDecimal(size, precision === undefined ? undefined : precision + 1), format, precision)
      );
    default:
      return sign + general(size, format, precision);
  }
}

function toDecimal(size: number, count: number | undefined): Decimal {
  return count === undefined ? shortestDecimal(size) : roundToDigits(size, count);
}

function general(size: number, format: "g" | "G", precision: number | undefined): string {
  const count = precision === 0 ? 1 : precision;
  const decimal = toDecimal(size, count);
  const { digits, point } = decimal;
  // With all digits printed, the precision does not require an exponent.
  const limit = count === undefined ? 6 : count > digits.length && digits.length >= point ? digits.length : count;
  const exponent = point - 1;
  if (exponent < -4 || exponent >= limit) {
    return withExponent(decimal, format === "g" ? "e" : "E", Math.max(digits.length - 1, 0));
  }
  return withPoint(decimal, Math.max(digits.length - point, 0));
}

/** `123.45`; all digits without a precision. */
function withPoint({ digits, point }: Decimal, precision = Math.max(digits.length - point, 0)): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  if (precision === 0) return whole;
  const fraction = point > 0 ? digits.slice(point) : "0".repeat(Math.min(-point, precision)) + digits;
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, "0")}`;
}

/** `1.2345e+02` */
function withExponent(
  { digits, point }: Decimal,
  letter: "e" | "E",
  precision = Math.max(digits.length - 1, 0),
): string {
  const fraction = precision > 0 ? `.${digits.slice(1).padEnd(precision, "0")}` : "";
  return `${digits[0] ?? "0"}${fraction}${letter}${signed(digits === "" ? 0 : point - 1, 2)}`;
}

function signed(exponent: number, minimum: number): string {
  return (exponent < 0 ? "-" : "+") + String(Math.abs(exponent)).padStart(minimum, "0");
}

/** `0x1.8p+01` */
function hexadecimalText(size: number, precision: number | undefined): string {
  let { mantissa, exponent } = binaryParts(size);
  if (mantissa === 0n) return `0x0${precision ? `.${"0".repeat(precision)}` : ""}p+00`;
  const missing = 53 - mantissa.toString(2).length;
  mantissa <<= BigInt(missing);
  exponent += 52 - missing;
  if (precision !== undefined && precision < 13) {
    const dropped = BigInt((13 - precision) * 4);
    const half = 1n << (dropped - 1n);
    const rest = mantissa & ((1n << dropped) - 1n);
    mantissa >>= dropped;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n;
    mantissa <<= dropped;
    if (mantissa >> 53n) {
      mantissa >>= 1n;
      exponent += 1;
    }
  }
  const digits = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, "0");
  const fraction =
    precision === undefined ? digits.replace(/0+$/, "") : digits.slice(0, precision).padEnd(precision, "0");
  return `0x1${fraction === "" ? "" : `.${fraction}`}p${signed(exponent, 2)}`;
}
