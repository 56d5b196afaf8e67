import { compareBytes } from "../format/go-strings.js";
import { printf } from "../format/printf.js";
import type { GoFunction, GoInteger, GoPointer, GoStruct, GoValue } from "../values/definitions.js";
import { anyValue, CallFailure, goFunction, variadicFunction } from "../values/function.js";
import { goBool, unwrap } from "../values/value.js";
import type { WorkLimit } from "../values/work-limit.js";

type Value = GoValue | undefined;

/** The comparison functions of Go 1.`go`. `eq` compares the first argument with each of the others. */
export function comparisons(go: number): readonly (readonly [string, GoFunction])[] {
  const comparison = new Comparison(go >= 25);
  const binary = (holds: (left: Value, right: Value, limit: WorkLimit) => boolean) =>
    goFunction([anyValue, anyValue], (left, right, limit) => goBool(holds(left, right, limit)));
  return [
    [
      "eq",
      variadicFunction([anyValue], anyValue, ([first], others, limit) =>
        goBool(comparison.isOneOf(first, others, limit)),
      ),
    ],
    ["ne", binary((left, right, limit) => !comparison.isOneOf(left, [right], limit))],
    ["lt", binary((left, right) => comparison.isLess(left, right))],
    ["le", binary((left, right, limit) => comparison.isAtMost(left, right, limit))],
    ["gt", binary((left, right, limit) => !comparison.isAtMost(left, right, limit))],
    ["ge", binary((left, right) => !comparison.isLess(left, right))],
  ];
}

/** Compares values. Comparing values of different types is an error, with few exceptions. */
class Comparison {
  private readonly namesTypes: boolean;

  constructor(namesTypes: boolean) {
    this.namesTypes = namesTypes;
  }

  isOneOf(first: Value, others: readonly Value[], limit: WorkLimit): boolean {
    if (others.length === 0) throw new CallFailure("missing argument for comparison");
    const left = unwrap(first);
    return others.some((other) => this.isEqual(left, unwrap(other), limit));
  }

  isLess(first: Value, second: Value): boolean {
    const left = ordered(first);
    const right = ordered(second);
    if (isInteger(left) && isInteger(right)) return left.value < right.value;
    if (left.kind !== right.kind) throw this.incompatible(left, right);
    switch (left.kind) {
      case "float":
        return left.value < (right as typeof left).value;
      case "string":
        return compareBytes(left.value, (right as typeof left).value) < 0;
      default:
        throw new CallFailure(badType);
    }
  }

  /** Not the same as "not greater": nothing is at most NaN. */
  isAtMost(left: Value, right: Value, limit: WorkLimit): boolean {
    return this.isLess(left, right) || this.isOneOf(left, [right], limit);
  }

  private isEqual(left: Value, right: Value, limit: WorkLimit): boolean {
    if (isInteger(left) && isInteger(right)) return left.value === right.value;
    if (left === undefined || right === undefined) return isNil(left) && isNil(right);
    if (basicKind(left) !== basicKind(right)) throw this.incompatible(left, right);
    switch (left.kind) {
      case "bool":
      case "float":
      case "string":
        return left.value === (right as typeof left).value;
      case "complex":
        return left.real === (right as typeof left).real && left.imaginary === (right as typeof left).imaginary;
      default:
        return isSame(left, right, limit);
    }
  }

  private incompatible({ type: left }: GoValue, { type: right }: GoValue): CallFailure {
    const types = this.namesTypes ? `: ${left.name} and ${right.name}` : "";
    return new CallFailure(`incompatible types for comparison${types}`);
  }
}

const badType = "invalid type for comparison";

const basicKinds: ReadonlySet<string> = new Set(["bool", "int", "uint", "float", "complex", "string"]);

function basicKind({ kind }: GoValue): string | undefined {
  return basicKinds.has(kind) ? kind : undefined;
}

function ordered(value: Value): GoValue {
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

/** Compares pointers and structs. */
function isSame(left: GoValue, right: GoValue, limit: WorkLimit): boolean {
  if (left.kind !== right.kind) {
    const shown = printf("%s: %T, %T: %v", [left, left, right, right], limit);
    throw new CallFailure(`non-comparable types ${shown}`);
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (!isComparable(right)) {
    throw new CallFailure(printf("non-comparable type %s: %T", [right, right], limit));
  }
  if (left.kind === "pointer") return left.to === (right as GoPointer).to;
  return left.kind === "struct" && left.type === right.type && left.inner === (right as GoStruct).inner;
}

function isComparable(value: GoValue): boolean {
  if (value.kind === "struct") return [...value.fields.values()].every(isComparable);
  return value.kind !== "map" && value.kind !== "list" && value.kind !== "function";
}
