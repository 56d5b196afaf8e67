import type { GoFunction, GoType, GoValue } from "../values/definitions.js";
import { CallFailure } from "../values/function.js";
import { anyValueType } from "../values/types.js";
import { isTrue } from "../values/value.js";
import { type Accepted, acceptValue } from "./arguments.js";
import { fieldOf } from "./fields.js";
import type { Call, Step } from "./program.js";
import type { State } from "./state.js";

export function beginFunction(state: State, call: Call): void {
  const callee = state.options.functions.get(call.name);
  if (callee === undefined) state.fail("%q is not a defined function", call.name);
  else beginCall(state, call, callee);
}

function beginCall(state: State, call: Call, callee: GoFunction): void {
  const { name, count, piped } = call;
  const given = count + (piped ? 1 : 0);
  const wanted = callee.parameters.length;
  if (callee.variadic && given < wanted - 1) {
    state.fail(`wrong number of args for %s: want at least ${wanted - 1} got ${count}`, name);
  }
  if (!callee.variadic && given !== wanted)
    state.fail(`wrong number of args for %s: want ${wanted} got ${given}`, name);
  state.calls.push({ call, function: callee, args: [] });
}

/** The last field of a chain with arguments behind it. */
export function beginMethod(state: State, call: Call): void {
  const receiver = state.pop();
  if (receiver === undefined) {
    beginCall(state, call, givesNothing);
    return;
  }
  const field = fieldOf(receiver, call.name, true, state.options.missingKey);
  if (field.kind === "method") beginCall(state, call, field.method);
  else if (field.kind === "failure") state.fail(field.message, ...field.args);
}

/** Nothing has nothing as its fields, whatever they are given. */
const givesNothing: GoFunction = { parameters: [anyValueType], variadic: true, call: () => undefined };

/** Reads a field without arguments; a method is called. */
export function readField(state: State, { name, place }: Extract<Step, { op: "field" }>): void {
  const receiver = state.pop();
  if (receiver === undefined) {
    state.push(undefined);
    return;
  }
  const field = fieldOf(receiver, name, false, state.options.missingKey);
  switch (field.kind) {
    case "value":
      state.push(field.value);
      break;
    case "method":
      beginCall(state, { name, place, count: 0, piped: false }, field.method);
      invoke(state);
      break;
    default:
      state.fail(field.message, ...field.args);
  }
}

/** The type that the next argument must have. */
export function nextParameter(state: State): GoType {
  const { function: callee, args } = state.calls.at(-1)!;
  return callee.parameters[Math.min(args.length, callee.parameters.length - 1)]!;
}

export function addArgument(state: State, accepted: Accepted): void {
  if ("problem" in accepted) state.fail("%s", accepted.problem);
  else state.calls.at(-1)!.args.push(accepted.value);
}

export function addValue(state: State, value: GoValue | undefined): void {
  addArgument(state, acceptValue(value, nextParameter(state)));
}

/** `and` and `or` end at the first argument that decides, without looking at the others. */
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
    state.place = call.place;
    state.fail("error calling %s: %s", call.name, failure.message);
  }
}
