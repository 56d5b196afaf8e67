import type { GoFunction, GoType, GoValue } from "./definitions.js";
import { anyValueType, boolType, floatType, interfaceType, intType, stringType } from "./types.js";
import { unwrap } from "./value.js";
import type { WorkLimit } from "./work-limit.js";

/** Thrown by a function that fails, where a Go function returns an error. */
export class CallFailure extends Error {}

/** A parameter: its type, and how a function reads an argument. */
export interface Parameter<T> {
  readonly type: GoType;
  readonly read: (value: GoValue | undefined) => T;
}

function primitive<T>(type: GoType): Parameter<T> {
  return { type, read: (value) => (value as { value: unknown } | undefined)?.value as T };
}

export const text: Parameter<string> = primitive(stringType);
export const float: Parameter<number> = primitive(floatType);
export const int: Parameter<bigint> = primitive(intType);
export const bool: Parameter<boolean> = primitive(boolType);
/** `interface {}`: any value, without the interface around it. */
export const anything: Parameter<GoValue | undefined> = { type: interfaceType, read: unwrap };
/** `reflect.Value`, the parameter type of Go's builtin functions. */
export const anyValue: Parameter<GoValue | undefined> = { type: anyValueType, read: (value) => value };

/** A parameter of a named type. */
export function typed<V extends GoValue>(type: GoType): Parameter<V> {
  return { type, read: (value) => value as V };
}

type Values<P extends readonly Parameter<unknown>[]> = {
  readonly [Index in keyof P]: P[Index] extends Parameter<infer T> ? T : never;
};

/**
 * A function with a fixed number of arguments.
 *
 * ```ts
 * goFunction([text], (value) => goString(value.toUpperCase()));
 * ```
 */
export function goFunction<const P extends readonly Parameter<unknown>[]>(
  parameters: P,
  call: (...args: [...Values<P>, WorkLimit]) => GoValue | undefined,
): GoFunction {
  return {
    parameters: parameters.map(({ type }) => type),
    variadic: false,
    call: (args, limit) => {
      const values = parameters.map((parameter, at) => parameter.read(args[at])) as unknown as [...Values<P>];
      return call(...values, limit);
    },
  };
}

/** A function whose last parameter takes zero or more arguments. */
export function variadicFunction<const P extends readonly Parameter<unknown>[], T>(
  fixed: P,
  rest: Parameter<T>,
  call: (fixed: Values<P>, rest: readonly T[], limit: WorkLimit) => GoValue | undefined,
): GoFunction {
  return {
    parameters: [...fixed, rest].map(({ type }) => type),
    variadic: true,
    call: (args, limit) =>
      call(
        fixed.map((parameter, at) => parameter.read(args[at])) as unknown as Values<P>,
        args.slice(fixed.length).map(rest.read),
        limit,
      ),
  };
}
