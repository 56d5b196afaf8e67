import { parseByteSize } from "../format/parse-byte-size.js";
import { parseGoDuration } from "../format/parse-go-duration.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { anything, CallFailure, float, goFunction, int, text, variadicFunction } from "../values/function.js";
import { int64Type } from "../values/types.js";
import { goFloat, goInt } from "../values/value.js";
import { calculate, type DecimalOperator } from "./decimal-arithmetic.js";
import { floatArgument, integerArgument } from "./number-arguments.js";

type Entry = readonly [name: string, definition: GoFunction];

/** Functions of numbers, which also take them as text. */
export const numberFunctions: readonly Entry[] = [
  ["int", goFunction([anything], (value) => goInt(integerArgument(value)))],
  ["float64", goFunction([anything], (value) => goFloat(floatArgument(value)))],
  ["add", variadicFunction([], anything, (_, values) => sum(values))],
  ["mul", variadicFunction([anything], anything, ([first], rest) => product([first, ...rest]))],
  ["sub", ofIntegers((left, right) => left - right)],
  ["div", ofIntegers((left, right) => left / nonZero(right))],
  ["mod", ofIntegers((left, right) => left % nonZero(right))],
  ["max", variadicFunction([anything], anything, ([first], rest) => extreme([first, ...rest], 1))],
  ["min", variadicFunction([anything], anything, ([first], rest) => extreme([first, ...rest], -1))],
  ["addf", variadicFunction([], anything, (_, values) => goFloat(calculate("+", 0, values.map(floatArgument))))],
  ["subf", decimals("-")],
  ["mulf", decimals("*")],
  ["divf", decimals("/")],
  ["maxf", variadicFunction([anything], anything, ([first], rest) => goFloat(Math.max(...floats(first, rest))))],
  ["minf", variadicFunction([anything], anything, ([first], rest) => goFloat(Math.min(...floats(first, rest))))],
  ["ceil", goFunction([anything], (value) => goFloat(Math.ceil(floatArgument(value))))],
  ["floor", goFunction([anything], (value) => goFloat(Math.floor(floatArgument(value))))],
  [
    "round",
    variadicFunction([anything, int], float, ([value, places], [from]) =>
      goFloat(round(floatArgument(value), Number(places), from)),
    ),
  ],
  ["bytes", goFunction([text], (value) => goFloat(bytes(value)))],
  ["duration", goFunction([text], (value) => goFloat(seconds(value)))],
  ["duration_seconds", goFunction([text], (value) => goFloat(seconds(value)))],
];

type Value = GoValue | undefined;

function ofIntegers(change: (left: bigint, right: bigint) => bigint): GoFunction {
  return goFunction([anything, anything], (left, right) =>
    integer(change(integerArgument(left), integerArgument(right))),
  );
}

/** Integers wrap around at 64 bits. */
function integer(value: bigint): GoValue {
  return goInt(BigInt.asIntN(64, value), int64Type);
}

function sum(values: readonly Value[]): GoValue {
  return integer(values.reduce((total, value) => total + integerArgument(value), 0n));
}

function product(values: readonly Value[]): GoValue {
  return integer(values.reduce((total, value) => BigInt.asIntN(64, total * integerArgument(value)), 1n));
}

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new CallFailure("runtime error: integer divide by zero");
  return value;
}

function extreme(values: readonly Value[], sign: 1 | -1): GoValue {
  const numbers = values.map(integerArgument);
  return integer(numbers.reduce((best, value) => ((sign === 1 ? value > best : value < best) ? value : best)));
}

function decimals(operator: DecimalOperator): GoFunction {
  return variadicFunction([anything], anything, ([first], rest) =>
    goFloat(calculate(operator, floatArgument(first), rest.map(floatArgument))),
  );
}

function floats(first: Value, rest: readonly Value[]): number[] {
  return [first, ...rest].map(floatArgument);
}

/** Rounds up from this fraction on. */
function round(value: number, places: number, from = 0.5): number {
  const power = 10 ** places;
  const shifted = power * value;
  const fraction = shifted - Math.trunc(shifted);
  return (fraction >= from ? Math.ceil(shifted) : Math.floor(shifted)) / power;
}

function bytes(value: string): number {
  const parsed = parseByteSize(value);
  if (parsed.error !== undefined) throw new CallFailure(parsed.error);
  return parsed.value;
}

function seconds(value: string): number {
  const parsed = parseGoDuration(value);
  if (parsed.error !== undefined) throw new CallFailure(parsed.error);
  return durationSeconds(parsed.value);
}

const second = 1_000_000_000n;

/** Seconds as Go's `Duration.Seconds` calculates them. */
export function durationSeconds(nanoseconds: bigint): number {
  return Number(nanoseconds / second) + Number(nanoseconds % second) / 1e9;
}
