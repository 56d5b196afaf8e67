const { exp, log, sqrt } = Math;

/** Splits a number into a mantissa from 0.5 up to 1 and a power of two. */
function splitFloat(value: number): { mantissa: number; power: number } {
  if (value === 0 || !Number.isFinite(value)) return { mantissa: value, power: 0 };
  let mantissa = value;
  let power = 0;
  if (Math.abs(mantissa) < 2 ** -1022) {
    mantissa *= 2 ** 52;
    power = -52;
  }
  view.setFloat64(0, mantissa);
  const high = view.getUint16(0);
  power += ((high >> 4) & 0x7ff) - 1022;
  view.setUint16(0, (high & 0x800f) | (1022 << 4));
  return { mantissa: view.getFloat64(0), power };
}

const view = new DataView(new ArrayBuffer(8));

/** Multiplies a number by a power of two of any size. */
function scaleByPowerOfTwo(value: number, power: number): number {
  let result = value;
  let left = Math.max(-2200, Math.min(2200, power));
  for (; left > 1000; left -= 1000) result *= 2 ** 1000;
  // Round only once, at the end.
  if (left < -1000) {
    const { mantissa, power: own } = splitFloat(result);
    if (own + left < -1200) return mantissa * 0;
    return mantissa * 2 ** Math.max(-1000, own + left) * 2 ** Math.min(0, own + left + 1000);
  }
  return result * 2 ** left;
}

/** Computes Go's `math.Pow`: the integer part of the exponent by squaring, the rest by exp and log. */
export function power(base: number, exponent: number): number {
  const special = specialPower(base, exponent);
  if (special !== undefined) return special;
  const size = Math.abs(exponent);
  let whole = Math.trunc(size);
  let rest = size - whole;
  let result = 1;
  let resultPower = 0;
  if (rest !== 0) {
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    result = exp(rest * log(base));
  }
  let { mantissa, power: basePower } = splitFloat(base);
  for (; whole !== 0; whole = Math.floor(whole / 2)) {
    if (Math.abs(basePower) > 4096) {
      resultPower += basePower;
      break;
    }
    if (whole % 2 === 1) {
      result *= mantissa;
      resultPower += basePower;
    }
    mantissa *= mantissa;
    basePower *= 2;
    if (mantissa < 0.5) {
      mantissa += mantissa;
      basePower--;
    }
  }
  if (exponent < 0) return scaleByPowerOfTwo(1 / result, -resultPower);
  return scaleByPowerOfTwo(result, resultPower);
}

const largestWhole = 2 ** 63;

/** Returns the special cases of `math.Pow`; undefined for all others. */
function specialPower(base: number, exponent: number): number | undefined {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (Number.isNaN(base) || Number.isNaN(exponent)) return Number.NaN;
  if (base === 0) return exponent < 0 ? 1 / powerOfZero(base, exponent) : powerOfZero(base, exponent);
  if (Math.abs(exponent) === Number.POSITIVE_INFINITY) {
    if (base === -1) return 1;
    return Math.abs(base) < 1 === exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
  }
  if (!Number.isFinite(base)) {
    if (base < 0) return power(1 / base, -exponent);
    return exponent < 0 ? 0 : Number.POSITIVE_INFINITY;
  }
  if (exponent === 0.5) return sqrt(base);
  if (exponent === -0.5) return 1 / sqrt(base);
  if (base < 0 && !Number.isInteger(exponent)) return Number.NaN;
  if (Math.abs(exponent) < largestWhole) return undefined;
  // An exponent this large is even: the result is 0 or infinity.
  if (base === -1) return 1;
  return Math.abs(base) < 1 === exponent > 0 ? 0 : Number.POSITIVE_INFINITY;
}

/** Raises a zero to a power; an odd power keeps the sign. */
function powerOfZero(zero: number, exponent: number): number {
  return Math.abs(exponent % 2) === 1 ? zero : 0;
}

/** Computes Go's `math.Log2`, which is exact for powers of two. */
export function logarithm2(value: number): number {
  const { mantissa, power: whole } = splitFloat(value);
  return mantissa === 0.5 ? whole - 1 : log(mantissa) * Math.LOG2E + whole;
}

const logarithm10Of2 = 0.3010299956639812;

/** Computes Go's `math.Log10`. */
export function logarithm10(value: number): number {
  return logarithm2(value) * logarithm10Of2;
}

/** Computes Go's `math.Min`: -Inf wins over NaN. */
export function least(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY || b === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return Math.min(a, b);
}

/** Computes Go's `math.Max`: +Inf wins over NaN. */
export function greatest(a: number, b: number): number {
  if (a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return Math.max(a, b);
}
