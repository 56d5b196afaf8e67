import { shortestDecimal } from "../format/decimal.js";
import { floatText } from "../format/float-text.js";
import { CallFailure } from "../values/function.js";

/** A decimal number: units × 10^exponent. */
interface Decimal {
  readonly units: bigint;
  readonly exponent: number;
}

export type DecimalOperator = "+" | "-" | "*" | "/";

/** Decimals of a quotient. */
const quotientDecimals = 16;

/** Calculates with decimal numbers, without the errors of binary fractions: 0.1 + 0.2 is 0.3. */
export function calculate(operator: DecimalOperator, first: number, others: readonly number[]): number {
  const result = others.map(toDecimal).reduce((left, right) => apply(operator, left, right), toDecimal(first));
  return Number(`${result.units}e${result.exponent}`);
}

function toDecimal(value: number): Decimal {
  if (!Number.isFinite(value)) throw new CallFailure(`Cannot create a Decimal from ${floatText(value, "g")}`);
  const { digits, point } = shortestDecimal(Math.abs(value));
  const units = BigInt(digits === "" ? 0 : digits);
  return { units: value < 0 ? -units : units, exponent: digits === "" ? 0 : point - digits.length };
}

function apply(operator: DecimalOperator, left: Decimal, right: Decimal): Decimal {
  switch (operator) {
    case "*":
      return { units: left.units * right.units, exponent: left.exponent + right.exponent };
    case "/":
      return divide(left, right);
    default: {
      const exponent = Math.min(left.exponent, right.exponent);
      const [a, b] = [unitsAt(left, exponent), unitsAt(right, exponent)];
      return { units: operator === "+" ? a + b : a - b, exponent };
    }
  }
}

function unitsAt({ units, exponent }: Decimal, lower: number): bigint {
  return units * 10n ** BigInt(exponent - lower);
}

/** Rounds halves away from zero. */
function divide(left: Decimal, right: Decimal): Decimal {
  if (right.units === 0n) throw new CallFailure("decimal division by 0");
  const shift = left.exponent - right.exponent + quotientDecimals;
  const dividend = shift >= 0 ? left.units * 10n ** BigInt(shift) : left.units;
  const divisor = shift >= 0 ? right.units : right.units * 10n ** BigInt(-shift);
  const [size, by] = [absolute(dividend), absolute(divisor)];
  const rounded = (2n * size + by) / (2n * by);
  return { units: dividend < 0n === divisor < 0n ? rounded : -rounded, exponent: -quotientDecimals };
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
