import { print } from "../format/printf.js";
import type { GoValue } from "../values/definitions.js";
import { indirect, unwrap } from "../values/value.js";
import { defaultLimits, type ExecutionLimits, LimitFailure, WorkLimit } from "../values/work-limit.js";
import { acceptLiteral, acceptNil, type Conversion, literalValue } from "./arguments.js";
import { beginLoop, branch, breakLoop, closeBlock, continueLoop, nextIteration, openBlock } from "./block-steps.js";
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
import type { ErrorPosition } from "./error-position.js";
import { ExecutionFailure } from "./failure.js";
import type { Program, Step } from "./program.js";
import { type ExecutionOptions, State } from "./state.js";

/** The output of a template, or the error as Go words it. */
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
      (operations[step.op] as (state: State, step: Step) => void)(state, step);
    }
  } catch (failure) {
    if (failure instanceof LimitFailure) state.fail("%s", failure.message);
    throw failure;
  }
}

/** The implementation of each kind of step. */
const operations: { readonly [Op in Step["op"]]: (state: State, step: Extract<Step, { op: Op }>) => void } = {
  text: ({ output }, { text }) => output.add(text),
  position: (state, { position }) => {
    state.position = position;
  },
  literal: (state, { literal }) => pushAccepted(state, literalValue(literal)),
  dot: (state) => state.push(state.dot),
  nothing: (state) => state.push(undefined),
  variable: (state, { name }) => state.push(state.variable(name).value),
  field: readField,
  unwrap: (state) => state.push(unwrap(state.pop())),
  declare: setVariable,
  assign: setVariable,
  print: (state, { position }) => printValue(state, state.pop(), position),
  drop: (state) => void state.pop(),
  fail: (state, { message, shown }) => state.fail(message, ...(shown === undefined ? [] : [shown()])),
  "begin function": (state, { call }) => beginFunction(state, call),
  "begin method": (state, { call }) => beginMethod(state, call),
  argument: (state) => addValue(state, state.pop()),
  "literal argument": (state, { literal, shown }) => {
    addArgument(state, acceptLiteral(literal, nextParameter(state), shown));
  },
  "nil argument": (state) => addArgument(state, acceptNil(nextParameter(state))),
  "short circuit": shortCircuit,
  "piped argument": (state) => addValue(state, state.pop()),
  invoke,
  "open block": openBlock,
  "close block": closeBlock,
  jump: (state, { to }) => {
    state.next = to;
  },
  branch,
  loop: (state, { loop }) => beginLoop(state, loop),
  "next iteration": nextIteration,
  break: breakLoop,
  continue: continueLoop,
  "find template": (state, { name }) => findTemplate(state, name),
  "enter template": (state, { name, withData }) => state.enter(name, withData ? state.pop() : undefined),
  return: (state) => state.leave(),
};

function pushAccepted(state: State, accepted: Conversion): void {
  if ("problem" in accepted) state.fail("%s", accepted.problem);
  else state.push(accepted.value);
}

/** The value stays on the stack: it is the value of the pipeline. */
function setVariable(state: State, { op, name }: Extract<Step, { op: "declare" | "assign" }>): void {
  const value = state.pop();
  if (op === "declare") state.declare(name, value);
  else state.variable(name).value = value;
  state.push(value);
}

function findTemplate(state: State, name: string): void {
  if (state.entryPoint(name) === undefined) state.fail("template %q not defined", name);
  const deepest = state.limit.templateDepth;
  if (state.frames.length >= deepest) state.fail(`exceeded maximum template depth (${deepest})`);
}

function printValue(state: State, value: GoValue | undefined, position: ErrorPosition): void {
  const printed = value?.kind === "pointer" ? indirect(value) : value;
  if (printed?.kind === "function") {
    state.position = position;
    state.fail("can't print %s of type %s", position.shown(), printed.type.name);
  }
  const text = printed === undefined ? "<no value>" : print([printed], state.limit);
  const { escapeOutput } = state.options;
  const escaped = escapeOutput === undefined ? text : escapeOutput(text, printed, state.output.toString());
  if (escaped === undefined) state.fail("cannot escape what is printed here");
  else state.output.add(escaped);
}
