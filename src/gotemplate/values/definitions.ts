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

/** Something that templates can call. */
export interface GoFunction {
  readonly parameters: readonly GoType[];
  /** Whether the last parameter takes any number of arguments. */
  readonly variadic: boolean;
  readonly call: (args: readonly (GoValue | undefined)[], limit: WorkLimit) => GoValue | undefined;
}

/** A value of Go with its type. Where there is none at all, as of a field of nothing, is `undefined`. */
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

/** Its keys are texts; `undefined` entries are a nil map. */
export interface GoMap {
  readonly kind: "map";
  readonly type: GoType;
  readonly entries: ReadonlyMap<string, GoValue> | undefined;
}

/** `undefined` items are a nil slice. */
export interface GoList {
  readonly kind: "list";
  readonly type: GoType;
  readonly items: readonly GoValue[] | undefined;
}

export interface GoStruct {
  readonly kind: "struct";
  readonly type: GoType;
  readonly fields: ReadonlyMap<string, GoValue>;
  /** What its methods work on, where its fields are not for templates. */
  readonly inner?: unknown;
}

export interface GoPointer {
  readonly kind: "pointer";
  readonly type: GoType;
  readonly to: GoValue | undefined;
}

/** A value whose place may hold other types too; `undefined` is nil. */
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
