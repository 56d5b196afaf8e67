import { complexValue } from "../parse/literals.js";
import type { GoType, GoValue } from "../values/definitions.js";
import { canBeNil } from "../values/types.js";
import { goBool, goComplex, goFloat, goInt, goString, zeroOf } from "../values/value.js";
import type { Literal } from "./program.js";

/** An argument as a parameter takes it, or why it does not. */
export type Accepted = { readonly value: GoValue | undefined } | { readonly problem: string };

/** Go's check of a value against the type that is asked for. */
export function acceptValue(value: GoValue | undefined, type: GoType): Accepted {
  if (value === undefined) {
    return canBeNil(type) ? { value: zeroOf(type) } : { problem: `invalid value; expected ${type.name}` };
  }
  if (isAssignable(value, type)) return { value };
  if (value.kind === "interface" && value.holds !== undefined) return acceptHeld(value.holds, type);
  return acceptHeld(value, type);
}

function acceptHeld(value: GoValue, type: GoType): Accepted {
  if (isAssignable(value, type)) return { value };
  if (value.kind === "pointer" && value.type.element?.name === type.name) {
    return value.to === undefined
      ? { problem: `dereference of nil pointer of type ${type.name}` }
      : { value: value.to };
  }
  return { problem: `wrong type for value; expected ${type.name}; got ${value.type.name}` };
}

function isAssignable(value: GoValue, type: GoType): boolean {
  return type.kind === "any value" || type.kind === "interface" || value.type.name === type.name;
}

/** `nil` written as an argument. */
export function acceptNil(type: GoType): Accepted {
  return canBeNil(type) ? { value: zeroOf(type) } : { problem: `cannot assign nil to ${type.name}` };
}

/** A literal as the type that is asked for: `1` may be a float. */
export function acceptLiteral(literal: Literal, type: GoType, shown: string): Accepted {
  switch (type.kind) {
    case "bool":
      return literal.kind === "bool" ? { value: goBool(literal.value) } : expected("bool", shown);
    case "string":
      return literal.kind === "string" ? { value: goString(literal.value, type) } : expected("string", shown);
    case "float": {
      const number = literalFloat(literal);
      return number === undefined ? expected("float", shown) : { value: goFloat(number) };
    }
    case "int":
    case "uint":
      return acceptInteger(literal, type, shown);
    case "complex": {
      const parts = literal.kind === "complex" ? complexValue(literal.raw) : undefined;
      return parts === undefined ? expected("complex", shown) : { value: goComplex(parts.real, parts.imaginary) };
    }
    case "interface":
    case "any value":
      return literalValue(literal);
    default:
      return { problem: `can't handle ${shown} for arg of type ${type.name}` };
  }
}

function expected(what: string, shown: string): Accepted {
  return { problem: `expected ${what}; found ${shown}` };
}

function acceptInteger(literal: Literal, type: GoType, shown: string): Accepted {
  const isUnsigned = type.kind === "uint";
  const integer = literalInteger(literal);
  const fits =
    integer !== undefined &&
    (isUnsigned ? integer >= 0n && integer < 2n ** 64n : integer >= -(2n ** 63n) && integer < 2n ** 63n);
  return fits ? { value: goInt(integer, type) } : expected(isUnsigned ? "unsigned integer" : "integer", shown);
}

function literalInteger(literal: Literal): bigint | undefined {
  if (literal.kind === "number" && typeof literal.value === "bigint") return literal.value;
  const float = literalFloat(literal);
  return float !== undefined && Number.isInteger(float) ? BigInt(float) : undefined;
}

function literalFloat(literal: Literal): number | undefined {
  if (literal.kind === "number") return Number(literal.value);
  if (literal.kind !== "complex") return undefined;
  const { real, imaginary } = complexValue(literal.raw);
  return imaginary === 0 ? real : undefined;
}

/** A literal where nothing says which type it should be: how it is written decides. */
export function literalValue(literal: Literal): Accepted {
  switch (literal.kind) {
    case "bool":
      return { value: goBool(literal.value) };
    case "string":
      return { value: goString(literal.value) };
    case "complex": {
      const { real, imaginary } = complexValue(literal.raw);
      return { value: goComplex(real, imaginary) };
    }
    case "number":
      if (typeof literal.value === "number") return { value: goFloat(literal.value) };
      return literal.value < 2n ** 63n ? { value: goInt(literal.value) } : { problem: `${literal.raw} overflows int` };
  }
}
