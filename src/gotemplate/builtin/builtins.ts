import { acceptValue } from "../execute/arguments.js";
import { print, printf, println } from "../format/printf.js";
import type { GoFunction, GoValue } from "../values/definitions.js";
import { anything, anyValue, CallFailure, goFunction, text, variadicFunction } from "../values/function.js";
import { goBool, goString, isTrue, unwrap } from "../values/value.js";
import type { WorkLimit } from "../values/work-limit.js";
import { collectionFunctions } from "./collections.js";
import { comparisons } from "./comparison.js";
import { escapingFunctions } from "./escaping.js";

/** The builtin functions of Go 1.`go`. */
export function builtins(go: number): ReadonlyMap<string, GoFunction> {
  return new Map([...comparisons(go), ...unversioned]);
}

const unversioned: readonly (readonly [string, GoFunction])[] = [
  ...collectionFunctions,
  ...escapingFunctions,
  // The compiler stops these two at the first argument that decides. If none does, the last one is the result.
  ["and", variadicFunction([anyValue], anyValue, ([first], rest) => (rest.length > 0 ? rest.at(-1) : first))],
  ["or", variadicFunction([anyValue], anyValue, ([first], rest) => (rest.length > 0 ? rest.at(-1) : first))],
  ["not", goFunction([anyValue], (value) => goBool(!isTrue(value)))],
  ["print", variadicFunction([], anything, (_, values, limit) => goString(print(values, limit)))],
  ["println", variadicFunction([], anything, (_, values, limit) => goString(println(values, limit)))],
  ["printf", variadicFunction([text], anything, ([format], values, limit) => goString(printf(format, values, limit)))],
  ["call", variadicFunction([anyValue], anyValue, ([callee], args, limit) => callValue(callee, args, limit))],
];

type Value = GoValue | undefined;

function callValue(callee: Value, args: readonly Value[], limit: WorkLimit): Value {
  const held = unwrap(callee);
  if (held === undefined) throw new CallFailure("call of nil");
  if (held.kind !== "function") throw new CallFailure(`non-function of type ${held.type.name}`);
  const { function: inner } = held;
  if (inner === undefined) throw new CallFailure("call of nil");
  const { parameters, variadic } = inner;
  const matches = variadic ? args.length >= parameters.length - 1 : args.length === parameters.length;
  if (!matches) {
    const expected = variadic ? `at least ${parameters.length - 1}` : parameters.length;
    throw new CallFailure(`wrong number of args: got ${args.length} want ${expected}`);
  }
  const accepted = args.map((arg, at) => {
    const result = acceptValue(unwrap(arg), parameters[Math.min(at, parameters.length - 1)]!);
    if ("problem" in result) throw new CallFailure(`arg ${at}: ${result.problem}`);
    return result.value;
  });
  return inner.call(accepted, limit);
}
