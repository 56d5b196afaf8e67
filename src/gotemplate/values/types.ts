import type { GoKind, GoType } from "./definitions.js";

export const boolType: GoType = { name: "bool", kind: "bool" };
export const intType: GoType = { name: "int", kind: "int" };
export const int64Type: GoType = { name: "int64", kind: "int" };
export const uint64Type: GoType = { name: "uint64", kind: "uint" };
export const uint8Type: GoType = { name: "uint8", kind: "uint" };
export const floatType: GoType = { name: "float64", kind: "float" };
export const complexType: GoType = { name: "complex128", kind: "complex" };
export const stringType: GoType = { name: "string", kind: "string" };
export const interfaceType: GoType = { name: "interface {}", kind: "interface" };
export const anyValueType: GoType = { name: "reflect.Value", kind: "any value" };

export function mapType(element: GoType, name = `map[string]${element.name}`): GoType {
  return { name, kind: "map", element };
}

export function listType(element: GoType, name = `[]${element.name}`): GoType {
  return { name, kind: "list", element };
}

export function pointerType(element: GoType): GoType {
  return { name: `*${element.name}`, kind: "pointer", element };
}

const nilable: ReadonlySet<GoKind> = new Set<GoKind>(["interface", "map", "pointer", "list", "function", "any value"]);

/** True if `nil` is a value of the type. */
export function canBeNil({ kind }: GoType): boolean {
  return nilable.has(kind);
}
