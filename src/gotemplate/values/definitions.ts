/**
 * Go's types, values and functions, as far as templates can tell. They refer to one another, so they are declared
 * together.
 */
import type { WorkLimit } from "./work-limit.js";

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
  /** `reflect.Value`: takes any value, and no value. */
  | "any value";

/** A type of Go. */
export interface GoType {
  /** As Go writes it in messages: `map[string]string`. */
  readonly name: string;
  readonly kind: GoKind;
  /** Element type of a map, a list or a pointer. */
  readonly element?: GoType;
  /** Methods. A pointer also has those of its target. */
  readonly methods?: ReadonlyMap<string, (receiver: GoValue) => GoFunction>;
  /** Prints a value, for types with a `String` method. */
  readonly text?: (value: GoValue) => string;
}

/** A function that templates can call. */
export interface GoFunction {
  readonly parameters: readonly GoType[];
  /** True if the last parameter takes any number of arguments. */
  readonly variadic: boolean;
  readonly call: (args: readonly (GoValue | undefined)[], limit: WorkLimit) => GoValue | undefined;
}

/** A value of Go with its type. `undefined` is the absence of a value, such as a field of no value. */
export type GoValue =
  | GoBool
  | GoInteger
  | GoFloat
  | GoComplex
  | GoString
  | GoMap
  | GoList
  | GoStruct
  | GoPointer
  | GoInterface
  | GoCallable;

export interface GoBool {
  readonly kind: "bool";
  readonly type: GoType;
  readonly value: boolean;
}

export interface GoInteger {
  readonly kind: "int" | "uint";
  readonly type: GoType;
  readonly value: bigint;
}

export interface GoFloat {
  readonly kind: "float";
  readonly type: GoType;
  readonly value: number;
}

export interface GoComplex {
  readonly kind: "complex";
  readonly type: GoType;
  readonly real: number;
  readonly imaginary: number;
}

export interface GoString {
  readonly kind: "string";
  readonly type: GoType;
  readonly value: string;
}

/** A map with string keys; `undefined` entries are a nil map. */
export interface GoMap {
  readonly kind: "map";
  readonly type: GoType;
  readonly entries: ReadonlyMap<string, GoValue> | undefined;
}

/** A slice; `undefined` items are a nil slice. */
export interface GoList {
  readonly kind: "list";
  readonly type: GoType;
  readonly items: readonly GoValue[] | undefined;
}

export interface GoStruct {
  readonly kind: "struct";
  readonly type: GoType;
  readonly fields: ReadonlyMap<string, GoValue>;
  /** Data of its methods that is not a field. */
  readonly inner?: unknown;
}

export interface GoPointer {
  readonly kind: "pointer";
  readonly type: GoType;
  readonly to: GoValue | undefined;
}

/** A value of an interface type; `undefined` is nil. */
export interface GoInterface {
  readonly kind: "interface";
  readonly type: GoType;
  readonly holds: GoValue | undefined;
}

export interface GoCallable {
  readonly kind: "function";
  readonly type: GoType;
  readonly function: GoFunction | undefined;
}
