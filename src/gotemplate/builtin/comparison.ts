import { compareBytes } from "../format/go-strings.js";
import { anyValue, CallFailure, type GoFunction, goFunction, variadicFunction } from "../values/function.js";
import { type GoInteger, type GoPointer, type GoValue, goBool, unwrap } from "../values/value.js";

type Value = GoValue | undefined;

/** Go's functions that compare: `eq` compares the first argument with each of the others. */
export const comparisons: ReadonlyMap<string, GoFunction> = new Map([
  ["eq", variadicFunction([anyValue], anyValue, ([first], others) => goBool(equalsAny(first, others)))],
  ["ne", binary((left, right) => !equalsAny(left, [right]))],
  ["lt", binary(isLess)],
  ["le", binary(isLessOrEqual)],
  ["gt", binary((left, right) => !isLessOrEqual(left, right))],
  ["ge", binary((left, right) => !isLess(left, right))],
]);

function binary(compare: (left: Value, right: Value) => boolean): GoFunction {
  return goFunction([anyValue, anyValue], (left, right) => goBool(compare(left, right)));
}

function equalsAny(first: Value, others: readonly Value[]): boolean {
  if (others.length === 0) throw new CallFailure("missing argument for comparison");
  const left = unwrap(first);
  return others.some((other) => isEqual(left, unwrap(other)));
}

function isEqual(left: Value, right: Value): boolean {
  if (isInteger(left) && isInteger(right)) return left.value === right.value;
  if (left === undefined || right === undefined) return isNil(left) && isNil(right);
  if (basicKind(left) !== basicKind(right)) throw incompatible(left, right);
  switch (left.kind) {
    case "bool":
    case "float":
    case "string":
      return left.value === (right as typeof left).value;
    case "complex":
      return left.real === (right as typeof left).real && left.imaginary === (right as typeof left).imaginary;
    default:
      return isSame(left, right);
  }
}

function isLess(first: Value, second: Value): boolean {
  const left = comparable(first);
  const right = comparable(second);
  if (isInteger(left) && isInteger(right)) return left.value < right.value;
  if (left.kind !== right.kind) throw incompatible(left, right);
  switch (left.kind) {
    case "float":
      return left.value < (right as typeof left).value;
    case "string":
      return compareBytes(left.value, (right as typeof left).value) < 0;
    default:
      throw new CallFailure(badType);
  }
}

/** Other than `<`, it asks whether both are the same, so that nothing is less than or equal to NaN. */
function isLessOrEqual(left: Value, right: Value): boolean {
  return isLess(left, right) || equalsAny(left, [right]);
}

const badType = "invalid type for comparison";

const basicKinds: ReadonlySet<string> = new Set(["bool", "int", "uint", "float", "complex", "string"]);

function basicKind({ kind }: GoValue): string | undefined {
  return basicKinds.has(kind) ? kind : undefined;
}

function comparable(value: Value): GoValue {
  const held = unwrap(value);
  if (held === undefined || basicKind(held) === undefined) throw new CallFailure(badType);
  return held;
}

function isInteger(value: Value): value is GoInteger {
  return value?.kind === "int" || value?.kind === "uint";
}

function isNil(value: Value): boolean {
  switch (value?.kind) {
    case undefined:
      return true;
    case "map":
      return value.entries === undefined;
    case "list":
      return value.items === undefined;
    case "pointer":
      return value.to === undefined;
    case "function":
      return value.function === undefined;
    default:
      return false;
  }
}

/** For values that Go compares as a whole. */
function isSame(left: GoValue, right: GoValue): boolean {
  if (left.kind !== right.kind) {
    const shown = `${left.type.name}, ${right.type.name}`;
    throw new CallFailure(`non-comparable types ${shown}`);
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (left.kind === "map" || left.kind === "list" || left.kind === "function") {
    throw new CallFailure(`non-comparable type ${right.type.name}`);
  }
  if (left.kind === "pointer") return left.to === (right as GoPointer).to;
  return left === right;
}

function incompatible(left: GoValue, right: GoValue): CallFailure {
  return new CallFailure(`incompatible types for comparison: ${left.type.name} and ${right.type.name}`);
}
