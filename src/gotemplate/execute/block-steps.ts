import { indirect, isTrue } from "../values/value.js";
import { loopItems } from "./loop-items.js";
import type { Loop, Step } from "./program.js";
import type { Block, Iteration, State } from "./state.js";

export function openBlock(state: State): void {
  state.blocks.push({ variableCount: state.variableCount, dot: state.dot });
}

export function closeBlock(state: State): void {
  const block = state.blocks.pop()!;
  state.dot = block.dot;
  state.dropVariables(block.variableCount);
}

/** `if` and `with` */
export function branch(state: State, { otherwise, setsDot }: Extract<Step, { op: "branch" }>): void {
  const value = state.pop();
  if (!isTrue(value)) state.next = otherwise;
  else if (setsDot) state.dot = value;
}

/** Starts the first iteration of a `range`, or jumps to its `else`. */
export function beginLoop(state: State, loop: Loop): void {
  const value = indirect(state.pop());
  const isInteger = value?.kind === "int" || value?.kind === "uint";
  if (isInteger && state.options.rangesOverIntegers && loop.declarations.length > 1) {
    state.fail("can't use %v to iterate over more than one variable", value);
  }
  const items = isInteger && !state.options.rangesOverIntegers ? undefined : loopItems(value);
  if (items === undefined) {
    state.fail("range can't iterate over %v", value);
    return;
  }
  const block = state.blocks.at(-1)!;
  block.loop = loop;
  if (items.count <= 0) state.next = loop.otherwise;
  else {
    block.iteration = { loop, items, variableCount: state.variableCount, at: -1 };
    nextIteration(state);
  }
}

export function nextIteration(state: State): void {
  const { iteration, dot } = innermostLoop(state);
  state.dropVariables(iteration.variableCount);
  iteration.at++;
  if (iteration.at >= iteration.items.count) {
    state.dot = dot;
    state.next = iteration.loop.end;
    return;
  }
  state.dot = iteration.items.element(iteration.at);
  setLoopVariables(state, iteration);
  state.next = iteration.loop.body;
}

/** With two variables the index comes first. */
function setLoopVariables(state: State, { loop, items, at }: Iteration): void {
  const { declarations, assigns } = loop;
  const values = declarations.length > 1 ? [items.index(at), items.element(at)] : [items.element(at)];
  for (const [position, name] of declarations.entries()) {
    const variable = assigns ? state.variable(name) : state.lastVariable(declarations.length - 1 - position);
    variable.value = values[position];
  }
}

/** Ends the innermost `range`, even from its `else`. */
export function breakLoop(state: State): void {
  while (state.blocks.at(-1)!.loop === undefined) state.blocks.pop();
  state.next = state.blocks.at(-1)!.loop!.end;
}

export function continueLoop(state: State): void {
  state.next = innermostLoop(state).iteration.loop.next;
}

/** Leaves the branches that were entered in this iteration. */
function innermostLoop(state: State): Block & { readonly iteration: Iteration } {
  for (;;) {
    const block = state.blocks.at(-1)!;
    if (block.iteration !== undefined) return block as Block & { readonly iteration: Iteration };
    state.blocks.pop();
  }
}
