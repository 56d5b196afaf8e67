/** The lowest and the highest value that an expression may have. NaN, which no comparison holds for, aside. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

export const anyValue: ValueRange = { low: -Infinity, high: Infinity };
export const notNegative: ValueRange = { low: 0, high: Infinity };
export const zeroToOne: ValueRange = { low: 0, high: 1 };
export const one: ValueRange = { low: 1, high: 1 };

export function exactly(value: number): ValueRange {
  return Number.isNaN(value) ? anyValue : { low: value, high: value };
}

/** The range of values that lie in either. */
export function union(left: ValueRange, right: ValueRange): ValueRange {
  return { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) };
}

/** The range of values that lie in both; undefined if none does. */
export function intersection(left: ValueRange, right: ValueRange): ValueRange | undefined {
  const low = Math.max(left.low, right.low);
  const high = Math.min(left.high, right.high);
  return low > high ? undefined : { low, high };
}

export function negate({ low, high }: ValueRange): ValueRange {
  return { low: 0 - high, high: 0 - low };
}

export function add(left: ValueRange, right: ValueRange): ValueRange {
  return spanning([left.low + right.low, left.high + right.high]);
}

export function multiply(left: ValueRange, right: ValueRange): ValueRange {
  return spanning([
    product(left.low, right.low),
    product(left.low, right.high),
    product(left.high, right.low),
    product(left.high, right.high),
  ]);
}

export function divide(left: ValueRange, right: ValueRange): ValueRange {
  if (right.low > 0 || right.high < 0) {
    const inverse = { low: 1 / right.high, high: 1 / right.low };
    return multiply(left, inverse);
  }
  if (right.low < 0) return anyValue;
  // Division by zero gives an infinity of the sign of the dividend.
  if (left.low >= 0) return { low: product(left.low, 1 / right.high), high: Infinity };
  return left.high <= 0 ? { low: -Infinity, high: product(left.high, 1 / right.high) } : anyValue;
}

/** The sum of one or more values. */
export function sumOf({ low, high }: ValueRange): ValueRange {
  return { low: low >= 0 ? low : -Infinity, high: high <= 0 ? high : Infinity };
}

/** Infinite bounds are not values: nothing is 0 × ∞. */
function product(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}

function spanning(values: readonly number[]): ValueRange {
  if (values.some(Number.isNaN)) return anyValue;
  return { low: Math.min(...values), high: Math.max(...values) };
}
