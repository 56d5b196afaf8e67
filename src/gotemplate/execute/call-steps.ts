import type { GoFunction, GoType, GoValue } from "../values/definitions.js";
import { CallFailure } from "../values/function.js";
import { anyValueType } from "../values/types.js";
import { isTrue } from "../values/value.js";
import { acceptValue, type Conversion } from "./arguments.js";
import { lookUpField } from "./fields.js";
import type { Call, Step } from "./program.js";
import type { State } from "./state.js";

export function beginFunction(state: State, call: Call): void {
  const callee = state.options.functions.get(call.name);
  if (callee === undefined) state.fail("%q is not a defined function", call.name);
  else beginCall(state, call, callee);
}

function beginCall(state: State, call: Call, callee: GoFunction): void {
  const { name, count, piped } = call;
  const passed = count + (piped ? 1 : 0);
  const expected = callee.parameters.length;
  if (callee.variadic && passed < expected - 1) {
    state.fail(`wrong number of args for %s: want at least ${expected - 1} got ${count}`, name);
  }
  if (!callee.variadic && passed !== expected)
    state.fail(`wrong number of args for %s: want ${expected} got ${passed}`, name);
  state.calls.push({ call, function: callee, args: [] });
}

/** Begins a call of the last field of a chain, which has arguments. */
export function beginMethod(state: State, call: Call): void {
  const receiver = state.pop();
  if (receiver === undefined) {
    beginCall(state, call, returnsNothing);
    return;
  }
  const field = lookUpField(receiver, call.name, true, state.options.missingKey);
  if (field.kind === "method") beginCall(state, call, field.method);
  else if (field.kind === "failure") state.fail(field.message, ...field.args);
}

/** A field of no value is no value, even with arguments. */
const returnsNothing: GoFunction = { parameters: [anyValueType], variadic: true, call: () => undefined };

/** Reads a field without arguments; a method is called. */
export function readField(state: State, { name, position }: Extract<Step, { op: "field" }>): void {
  const receiver = state.pop();
  if (receiver === undefined) {
    state.push(undefined);
    return;
  }
  const field = lookUpField(receiver, name, false, state.options.missingKey);
  switch (field.kind) {
    case "value":
      state.push(field.value);
      break;
    case "method":
      beginCall(state, { name, position, count: 0, piped: false }, field.method);
      invoke(state);
      break;
    default:
      state.fail(field.message, ...field.args);
  }
}

/** The required type of the next argument. */
export function nextParameter(state: State): GoType {
  const { function: callee, args } = state.calls.at(-1)!;
  return callee.parameters[Math.min(args.length, callee.parameters.length - 1)]!;
}

export function addArgument(state: State, accepted: Conversion): void {
  if ("problem" in accepted) state.fail("%s", accepted.problem);
  else state.calls.at(-1)!.args.push(accepted.value);
}

export function addValue(state: State, value: GoValue | undefined): void {
  addArgument(state, acceptValue(value, nextParameter(state)));
}

/** `and` and `or` stop at the first argument that decides the result, without evaluating the others. */
export function shortCircuit(state: State, { on, end }: Extract<Step, { op: "short circuit" }>): void {
  const { args, call } = state.calls.at(-1)!;
  const last = args.at(-1);
  if (isTrue(last) !== on) return;
  state.calls.pop();
  if (call.piped) state.pop();
  state.push(last);
  state.next = end;
}

function spendOn({ limit }: State, value: GoValue | undefined): void {
  if (value?.kind === "string") limit.spendText(value.value.length);
}

export function invoke(state: State): void {
  const { call, function: callee, args } = state.calls.pop()!;
  try {
    for (const arg of args) spendOn(state, arg);
    const result = callee.call(args, state.limit);
    spendOn(state, result);
    state.push(result);
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure;
    state.position = call.position;
    state.fail("error calling %s: %s", call.name, failure.message);
  }
}
