import type { Value } from "./value.js";

/** Returns the value of a number as Go reads it: `010` is octal, and what overflows an integer is a float. */
export function parseLiteralNumber(text: string, isFloat: boolean): Value {
  if (!isFloat && /^0[0-7]+$/.test(text)) return { kind: "number", value: Number.parseInt(text, 8), isFloat: false };
  const value = Number(text);
  return { kind: "number", value, isFloat: isFloat || /^0\d/.test(text) || value >= 2 ** 64 };
}

/** Formats a number as Go does without an exponent. */
export function formatNumber(value: number, isFloat: boolean): string {
  if (!isFloat || Math.abs(value) < 1e21) return String(value).includes("e") ? plainDecimal(value) : String(value);
  return BigInt(value).toString();
}

function plainDecimal(value: number): string {
  const [digits, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  const plain = `0.${"0".repeat(-Number(exponent) - 1)}${digits.replace(".", "")}`;
  return value < 0 ? `-${plain}` : plain;
}

/** The number that a string is converted to where a number is wanted; undefined if Alloy refuses it. */
export function parseNumberText(text: string): number | undefined {
  if (text.startsWith("-")) return /^-\d+$/.test(text) ? Number(text) : undefined;
  if (/[.eE]/.test(text)) {
    return /^\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  }
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
