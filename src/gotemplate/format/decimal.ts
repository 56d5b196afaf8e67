/** The decimal digits of a non-negative number: 0.d1d2d3… × 10^point. It is zero without digits. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The fewest digits that round-trip. */
export function shortestDecimal(value: number): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  return fromExponential(value.toExponential());
}

/** Maximum number of decimals of `toFixed`. */
const maxDecimals = 100;

/** Up to this many digits, the shortest digits reveal a tie in rounding. */
const maxFastDigits = 14;

/** Rounds to `count` significant digits. */
export function roundToDigits(value: number, count: number): Decimal {
  const { digits } = shortestDecimal(value);
  if (count < 1 || count > maxFastDigits || mayBeTie(digits, count)) return roundDecimal(exactDecimal(value), count);
  return fromExponential(value.toExponential(count - 1));
}

/** Rounds to `count` decimals. */
export function roundToDecimals(value: number, count: number): Decimal {
  const { digits, point } = shortestDecimal(value);
  if (count > maxDecimals || point + count > maxFastDigits || mayBeTie(digits, point + count)) {
    const exact = exactDecimal(value);
    return roundDecimal(exact, exact.point + count);
  }
  const [whole = "", fraction = ""] = value.toFixed(count).split(".");
  const written = (whole + fraction).replace(/^0+/, "");
  return withoutZeros(written, written.length - fraction.length);
}

/** True if rounding may meet a tie, which JavaScript rounds up and Go to even. */
function mayBeTie(digits: string, count: number): boolean {
  return digits.length === count + 1 && digits.endsWith("5");
}

function fromExponential(text: string): Decimal {
  const [mantissa = "", exponent = ""] = text.split("e");
  return withoutZeros(mantissa.replace(".", ""), Number(exponent) + 1);
}

/** All digits of the exact value. */
function exactDecimal(value: number): Decimal {
  if (value === 0) return { digits: "", point: 0 };
  const { mantissa, exponent } = binaryParts(value);
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = whole.toString();
  return { digits: digits.replace(/0+$/, ""), point: digits.length + Math.min(exponent, 0) };
}

/** Splits a number into mantissa × 2^exponent. The mantissa has 53 bits unless the number is subnormal. */
export function binaryParts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** Rounds to `count` digits, ties to even. */
function roundDecimal({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: "", point: 0 };
  const leading = digits.slice(0, count);
  const next = digits.charCodeAt(count) - 48;
  const isMiddle = next === 5 && count + 1 === digits.length;
  const isOdd = count > 0 && (digits.charCodeAt(count - 1) - 48) % 2 === 1;
  if (isMiddle ? !isOdd : next < 5) return withoutZeros(leading, point);
  const nines = /9*$/.exec(leading)![0].length;
  const head = leading.slice(0, count - nines);
  if (head === "") return { digits: "1", point: point + 1 };
  return { digits: head.slice(0, -1) + String(Number(head.at(-1)) + 1), point };
}

function withoutZeros(digits: string, point: number): Decimal {
  const end = digits.replace(/0+$/, "");
  return end === "" ? { digits: "", point: 0 } : { digits: end, point };
}
