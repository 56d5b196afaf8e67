import type { ArgumentType, CapsuleName } from "../schema/types.js";

/**
 * The value of an expression, as far as the file tells. A number, string or bool without a value, and a list or object
 * without content, is known by its type alone: it comes from a component, the environment or a function.
 */
export type Value =
  | { readonly kind: "null" }
  | { readonly kind: "unknown" }
  | { readonly kind: "secret" }
  | { readonly kind: "target" }
  | { readonly kind: "number"; readonly value?: number; readonly isFloat?: boolean }
  | { readonly kind: "string"; readonly value?: string }
  | { readonly kind: "bool"; readonly value?: boolean }
  | { readonly kind: "array"; readonly elements?: readonly Value[]; readonly of?: Value }
  | { readonly kind: "object"; readonly fields?: ReadonlyMap<string, Value>; readonly of?: Value }
  /** The content of a file or of a key in Kubernetes. */
  | { readonly kind: "content"; readonly isSecret: boolean }
  | { readonly kind: "capsule"; readonly name: CapsuleName }
  | { readonly kind: "function"; readonly name: string };

export const unknown: Value = { kind: "unknown" };
export const nothing: Value = { kind: "null" };

export const text = (value: string): Value => ({ kind: "string", value });
export const bool = (value: boolean): Value => ({ kind: "bool", value });
export const list = (elements: readonly Value[]): Value => ({ kind: "array", elements });

/** Returns a value of which only the type is known. */
export function valueOfType(type: ArgumentType): Value {
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
    case "secret":
    case "target":
      return { kind: type.kind };
    case "content":
      return { kind: "content", isSecret: false };
    case "capsule":
      return { kind: "capsule", name: type.name };
    case "list":
      return { kind: "array", of: valueOfType(type.of) };
    case "map":
      return { kind: "object", of: valueOfType(type.of) };
    case "any":
      return unknown;
    default:
      return { kind: "string" };
  }
}

/** Describes a value in a message. Never quotes a string, which may be a secret. */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case "array":
      return "a list";
    case "object":
      return "an object";
    case "string":
    case "number":
    case "target":
    case "function":
    case "secret":
      return `a ${value.kind}`;
    case "bool":
      return value.value === undefined ? "true or false" : String(value.value);
    case "content":
      return value.isSecret ? "a secret" : "a string";
    case "capsule":
      return capsuleDescriptions[value.name];
    default:
      return value.kind;
  }
}

const capsuleDescriptions: Readonly<Record<CapsuleName, string>> = {
  metrics: "a receiver of metrics",
  logs: "a receiver of logs",
  telemetry: "an input of an otelcol component",
  profiles: "a receiver of profiles",
  auth: "a handler of an otelcol.auth component",
  extension: "a handler of an otelcol extension",
  rules: "relabelling rules",
};
