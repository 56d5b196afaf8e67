import type {
  GoBool,
  GoComplex,
  GoFloat,
  GoInteger,
  GoInterface,
  GoList,
  GoMap,
  GoPointer,
  GoString,
  GoType,
  GoValue,
} from "./definitions.js";
import { boolType, complexType, floatType, interfaceType, intType, mapType, pointerType, stringType } from "./types.js";

export function goString(value: string, type: GoType = stringType): GoString {
  return { kind: "string", type, value };
}

export function goFloat(value: number): GoFloat {
  return { kind: "float", type: floatType, value };
}

export function goInt(value: bigint | number, type: GoType = intType): GoInteger {
  return { kind: type.kind === "uint" ? "uint" : "int", type, value: BigInt(value) };
}

const yes: GoBool = { kind: "bool", type: boolType, value: true };
const no: GoBool = { kind: "bool", type: boolType, value: false };

export function goBool(value: boolean): GoBool {
  return value ? yes : no;
}

export function goComplex(real: number, imaginary: number): GoComplex {
  return { kind: "complex", type: complexType, real, imaginary };
}

export function goList(items: readonly GoValue[], type: GoType): GoList {
  return { kind: "list", type, items };
}

export function goMap(entries: ReadonlyMap<string, GoValue>, type: GoType): GoMap {
  return { kind: "map", type, entries };
}

const stringMapType = mapType(stringType);

/** A `map[string]string`. */
export function goStringMap(texts: Readonly<Record<string, string>>): GoMap {
  return goMap(new Map(Object.entries(texts).map(([key, text]) => [key, goString(text)])), stringMapType);
}

export function goInterface(holds: GoValue | undefined): GoInterface {
  return { kind: "interface", type: interfaceType, holds };
}

export function goPointer(to: GoValue): GoPointer {
  return { kind: "pointer", type: pointerType(to.type), to };
}

/** Returns the value that an interface holds, any other value as it is. */
export function unwrap(value: GoValue | undefined): GoValue | undefined {
  return value?.kind === "interface" ? value.holds : value;
}

/** Follows pointers and interfaces. Returns a nil one as it is. */
export function indirect(value: GoValue | undefined): GoValue | undefined {
  let current = value;
  for (;;) {
    const next = current?.kind === "pointer" ? current.to : current?.kind === "interface" ? current.holds : undefined;
    if (next === undefined) return current;
    current = next;
  }
}

/** The zero value of a type; undefined for types whose zero value templates never need. */
export function zeroValue(type: GoType): GoValue | undefined {
  switch (type.kind) {
    case "bool":
      return { kind: "bool", type, value: false };
    case "int":
    case "uint":
      return { kind: type.kind, type, value: 0n };
    case "float":
      return { kind: "float", type, value: 0 };
    case "complex":
      return { kind: "complex", type, real: 0, imaginary: 0 };
    case "string":
      return { kind: "string", type, value: "" };
    case "map":
      return { kind: "map", type, entries: undefined };
    case "list":
      return { kind: "list", type, items: undefined };
    case "pointer":
      return { kind: "pointer", type, to: undefined };
    case "interface":
      return { kind: "interface", type, holds: undefined };
    case "function":
      return { kind: "function", type, function: undefined };
    case "struct":
    case "any value":
      return undefined;
  }
}

/** The truth of a value, as `if` tests it: true unless it is the zero value of its type. */
export function isTrue(value: GoValue | undefined): boolean {
  const held = unwrap(value);
  switch (held?.kind) {
    case undefined:
      return false;
    case "bool":
      return held.value;
    case "int":
    case "uint":
      return held.value !== 0n;
    case "float":
      return held.value !== 0;
    case "complex":
      return held.real !== 0 || held.imaginary !== 0;
    case "string":
      return held.value !== "";
    case "map":
      return (held.entries?.size ?? 0) > 0;
    case "list":
      return (held.items?.length ?? 0) > 0;
    case "struct":
      return true;
    case "pointer":
      return held.to !== undefined;
    case "interface":
      return held.holds !== undefined;
    case "function":
      return held.function !== undefined;
  }
}
