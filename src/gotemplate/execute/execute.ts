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
 * execute(program, data, { name: "greeting", functions: builtins(26), missingKey: "zero", rangesOverIntegers: true });
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
      state.output.add(step.text);
      break;
    case "at":
      state.place = step.place;
      return;
    case "print":
      printValue(state, state.pop(), step.place);
      break;
    case "drop":
      state.pop();
      return;
    case "jump":
      state.next = step.to;
      return;
    case "open block":
      openBlock(state);
      break;
    case "close block":
      closeBlock(state);
      break;
    case "branch":
      branch(state, step);
      break;
    case "loop":
      beginLoop(state, step.loop);
      break;
    case "next round":
      nextRound(state);
      break;
    case "break":
      breakLoop(state);
      break;
    case "continue":
      continueLoop(state);
      break;
    case "find template":
      findTemplate(state, step.name);
      break;
    case "enter template":
      state.enter(step.name, step.withData ? state.pop() : undefined, state.entryOf(step.name)!);
      break;
    case "fail":
      state.fail(step.message, ...(step.shown === undefined ? [] : [step.shown()]));
      break;
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
      pushLiteral(state, step.literal);
      break;
    case "dot":
      state.push(state.dot);
      break;
    case "nothing":
      state.push(undefined);
      break;
    case "variable":
      state.push(state.variable(step.name).value);
      break;
    case "field":
      readField(state, step);
      break;
    case "unwrap":
      state.push(unwrap(state.pop()));
      break;
    case "declare":
    case "assign":
      setVariable(state, step);
      break;
    case "begin function":
      beginFunction(state, step.call);
      break;
    case "begin method":
      beginMethod(state, step.call);
      break;
    case "argument":
    case "piped argument":
      addValue(state, state.pop());
      break;
    case "literal argument":
      addArgument(state, acceptLiteral(step.literal, nextParameter(state), shownLiteral(state, step.literal)));
      break;
    case "nil argument":
      addArgument(state, acceptNil(nextParameter(state)));
      break;
    case "short circuit":
      shortCircuit(state, step);
      break;
    case "invoke":
      invoke(state);
      break;
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
  if (printed?.kind === "function") {
    state.place = place;
    state.fail("can't print %s of type %s", place.shown(), printed.type.name);
  }
  state.output.add(printed === undefined ? "<no value>" : print([printed], state.limit));
}
