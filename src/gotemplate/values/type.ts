import type { GoFunction } from "./function.js";
import type { GoValue } from "./value.js";

export type GoKind =
  | "bool"
  | "int"
  | "uint"
  | "float"
  | "complex"
  | "string"
  | "map"
  | "list"
  | "struct"
  | "pointer"
  | "interface"
  | "function"
  /** Takes values of every type, and those that are none. */
  | "any value";

/** A type of Go, as far as templates can tell. */
export interface GoType {
  /** As Go writes it in messages: `map[string]string`. */
  readonly name: string;
  readonly kind: GoKind;
  /** Of a map, a list or a pointer: what it holds. */
  readonly element?: GoType;
  /** What can be called on a value; a pointer has the methods of what it points to. */
  readonly methods?: ReadonlyMap<string, (receiver: GoValue) => GoFunction>;
  /** How a value is printed, where the type says so itself. */
  readonly text?: (value: GoValue) => string;
}

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

/** Whether `nil` can stand where the type is asked for. */
export function canBeNil({ kind }: GoType): boolean {
  return nilable.has(kind);
}
