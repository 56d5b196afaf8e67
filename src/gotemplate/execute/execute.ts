import { textOf } from "../format/print-value.js";
import { print } from "../format/printf.js";
import { type GoValue, indirect, unwrap } from "../values/value.js";
import { defaultLimits, type ExecutionLimits, LimitFailure, WorkLimit } from "../values/work-limit.js";
import { acceptLiteral, acceptNil, literalValue } from "./arguments.js";
import { beginLoop, branch, breakLoop, closeBlock, continueLoop, nextRound, openBlock } from "./block-steps.js";
import {
  addArgument,
  addValue,
  beginFunction,
  beginMethod,
  invoke,
  nextParameter,
  readField,
  shortCircuit,
} from "./call-steps.js";
import { ExecutionFailure } from "./failure.js";
import type { Place } from "./place.js";
import type { Literal, Program, Step } from "./program.js";
import { type ExecutionOptions, State } from "./state.js";

/** What a template wrote, or Go's words for why it could not. */
export type Execution = { readonly text: string } | { readonly error: string };

/**
 * Executes a compiled template.
 *
 * ```ts
 * execute(program, data, { name: "greeting", functions: builtins, missingKey: "zero", rangesOverIntegers: true });
 * ```
 */
export function execute(
  program: Program,
  data: GoValue | undefined,
  options: ExecutionOptions,
  limits: ExecutionLimits = defaultLimits,
): Execution {
  const state = new State(program, data, options, new WorkLimit(limits));
  try {
    run(state);
    return { text: state.output.toString() };
  } catch (failure) {
    if (failure instanceof ExecutionFailure) return { error: failure.message };
    throw failure;
  }
}

function run(state: State): void {
  const { steps } = state.program;
  try {
    for (let step = steps[state.next]; step !== undefined; step = steps[state.next]) {
      state.next++;
      state.limit.spend(1);
      if (step.op === "return") {
        if (!state.leave()) return;
      } else perform(state, step);
    }
  } catch (failure) {
    if (failure instanceof LimitFailure) state.fail("%s", failure.message);
    throw failure;
  }
}

function perform(state: State, step: Exclude<Step, { op: "return" }>): void {
  switch (step.op) {
    case "text":
      return state.output.add(step.text);
    case "at":
      state.place = step.place;
      return;
    case "print":
      return printValue(state, state.pop(), step.place);
    case "drop":
      state.pop();
      return;
    case "jump":
      state.next = step.to;
      return;
    case "open block":
      return openBlock(state);
    case "close block":
      return closeBlock(state);
    case "branch":
      return branch(state, step);
    case "loop":
      return beginLoop(state, step.loop);
    case "next round":
      return nextRound(state);
    case "break":
      return breakLoop(state);
    case "continue":
      return continueLoop(state);
    case "find template":
      return findTemplate(state, step.name);
    case "enter template":
      return state.enter(step.name, step.withData ? state.pop() : undefined, state.entryOf(step.name)!);
    case "fail":
      return step.shown === undefined ? state.fail(step.message) : state.fail(step.message, step.shown());
    default:
      performOnValues(state, step);
  }
}

type ValueStep = Extract<
  Step,
  {
    op:
      | "literal"
      | "dot"
      | "nothing"
      | "variable"
      | "field"
      | "unwrap"
      | "declare"
      | "assign"
      | "begin function"
      | "begin method"
      | "argument"
      | "literal argument"
      | "nil argument"
      | "short circuit"
      | "piped argument"
      | "invoke";
  }
>;

function performOnValues(state: State, step: ValueStep): void {
  switch (step.op) {
    case "literal":
      return pushLiteral(state, step.literal);
    case "dot":
      return state.push(state.dot);
    case "nothing":
      return state.push(undefined);
    case "variable":
      return state.push(state.variable(step.name).value);
    case "field":
      return readField(state, step);
    case "unwrap":
      return state.push(unwrap(state.pop()));
    case "declare":
    case "assign":
      return setVariable(state, step);
    case "begin function":
      return beginFunction(state, step.call);
    case "begin method":
      return beginMethod(state, step.call);
    case "argument":
    case "piped argument":
      return addValue(state, state.pop());
    case "literal argument":
      return addArgument(state, acceptLiteral(step.literal, nextParameter(state), shownLiteral(state, step.literal)));
    case "nil argument":
      return addArgument(state, acceptNil(nextParameter(state)));
    case "short circuit":
      return shortCircuit(state, step);
    case "invoke":
      return invoke(state);
  }
}

function shownLiteral({ program }: State, { start, end }: Literal): string {
  return program.text.slice(start, end);
}

function pushLiteral(state: State, literal: Literal): void {
  const accepted = literalValue(literal);
  if ("problem" in accepted) state.fail("%s", accepted.problem);
  else state.push(accepted.value);
}

/** The value stays, as the pipeline's own. */
function setVariable(state: State, { op, name }: Extract<Step, { op: "declare" | "assign" }>): void {
  const value = state.pop();
  if (op === "declare") state.declare(name, value);
  else state.variable(name).value = value;
  state.push(value);
}

function findTemplate(state: State, name: string): void {
  if (state.entryOf(name) === undefined) state.fail("template %q not defined", name);
  const deepest = state.limit.templateDepth;
  if (state.frames.length >= deepest) state.fail(`exceeded maximum template depth (${deepest})`);
}

function printValue(state: State, value: GoValue | undefined, place: Place): void {
  const printed = value?.kind === "pointer" ? indirect(value) : value;
  if (printed === undefined) return state.output.add("<no value>");
  if (printed.kind === "function" && textOf(printed) === undefined) {
    state.place = place;
    state.fail("can't print %s of type %s", place.shown(), printed.type.name);
  }
  state.output.add(print([printed], state.limit));
}
