import type { GoFunction, GoMap, GoStruct, GoValue } from "../values/definitions.js";
import { goString, indirect, zeroValue } from "../values/value.js";

/** Result of looking up a name behind a dot. */
export type Field =
  | { readonly kind: "value"; readonly value: GoValue | undefined }
  | { readonly kind: "method"; readonly method: GoFunction }
  /** A format and its arguments. */
  | { readonly kind: "failure"; readonly message: string; readonly args: readonly GoValue[] };

/** Result of a missing map key: nothing, or the zero value of its type as in Prometheus (`missingkey=zero`). */
export type MissingKey = "nothing" | "zero";

/** Looks up a field, a map entry or a method. `hasArguments` is true if it is called with arguments. */
export function lookUpField(receiver: GoValue, name: string, hasArguments: boolean, missingKey: MissingKey): Field {
  const inner = indirect(receiver)!;
  const typeName = receiver.type.name;
  if (inner.kind === "interface") return failure("nil pointer evaluating %s.%s", typeName, name);
  const method = findMethod(receiver, inner, name);
  if (method !== undefined) return { kind: "method", method };
  switch (inner.kind) {
    case "struct":
      return structField(inner, name, hasArguments, typeName);
    case "map":
      return mapEntry(inner, name, hasArguments, missingKey);
    case "pointer":
      return failure("nil pointer evaluating %s.%s", typeName, name);
    default:
      return cannotEvaluate(name, typeName);
  }
}

function findMethod(receiver: GoValue, inner: GoValue, name: string): GoFunction | undefined {
  const bind = inner.type.methods?.get(name) ?? receiver.type.methods?.get(name);
  return bind?.(inner);
}

function structField({ fields }: GoStruct, name: string, hasArguments: boolean, typeName: string): Field {
  const value = fields.get(name);
  if (value === undefined) return cannotEvaluate(name, typeName);
  if (!/^\p{Lu}/u.test(name)) return failure("%s is an unexported field of struct type %s", name, typeName);
  if (hasArguments) return failure("%s has arguments but cannot be invoked as function", name);
  return { kind: "value", value };
}

function mapEntry({ entries, type }: GoMap, name: string, hasArguments: boolean, missingKey: MissingKey): Field {
  if (hasArguments) return failure("%s is not a method but has arguments", name);
  const value = entries?.get(name);
  return { kind: "value", value: value ?? (missingKey === "zero" ? zeroValue(type.element!) : undefined) };
}

function cannotEvaluate(name: string, typeName: string): Field {
  return failure("can't evaluate field %s in type %s", name, typeName);
}

function failure(message: string, ...args: readonly string[]): Field {
  return { kind: "failure", message, args: args.map((arg) => goString(arg)) };
}
