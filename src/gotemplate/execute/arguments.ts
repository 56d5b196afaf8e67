import { complexValue } from "../parse/literals.js";
import type { GoType, GoValue } from "../values/definitions.js";
import { canBeNil } from "../values/types.js";
import { goBool, goComplex, goFloat, goInt, goString, zeroValue } from "../values/value.js";
import type { Literal } from "./program.js";

/** An argument converted to the type of its parameter, or the reason why that is impossible. */
export type Conversion = { readonly value: GoValue | undefined } | { readonly problem: string };

/** Converts a value to the type of a parameter, as Go does. */
export function acceptValue(value: GoValue | undefined, type: GoType): Conversion {
  if (value === undefined) {
    return canBeNil(type) ? { value: zeroValue(type) } : { problem: `invalid value; expected ${type.name}` };
  }
  if (isAssignable(value, type)) return { value };
  if (value.kind === "interface" && value.holds !== undefined) return acceptHeld(value.holds, type);
  return acceptHeld(value, type);
}

function acceptHeld(value: GoValue, type: GoType): Conversion {
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

/** Converts a literal `nil`. */
export function acceptNil(type: GoType): Conversion {
  return canBeNil(type) ? { value: zeroValue(type) } : { problem: `cannot assign nil to ${type.name}` };
}

/** Converts a literal: `1` may be a float. */
export function acceptLiteral(literal: Literal, type: GoType, shown: string): Conversion {
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

function expected(what: string, shown: string): Conversion {
  return { problem: `expected ${what}; found ${shown}` };
}

function acceptInteger(literal: Literal, type: GoType, shown: string): Conversion {
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

/** Converts a literal without a required type: its notation decides. */
export function literalValue(literal: Literal): Conversion {
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
