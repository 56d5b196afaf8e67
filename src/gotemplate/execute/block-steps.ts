import { indirect, isTrue } from "../values/value.js";
import { loopItems } from "./loop-items.js";
import type { Loop, Step } from "./program.js";
import type { Block, Round, State } from "./state.js";

export function openBlock(state: State): void {
  state.blocks.push({ variableCount: state.variableCount, dot: state.dot });
}

export function closeBlock(state: State): void {
  const block = state.blocks.pop()!;
  state.dot = block.dot;
  state.forgetVariables(block.variableCount);
}

/** `if` and `with` */
export function branch(state: State, { otherwise, setsDot }: Extract<Step, { op: "branch" }>): void {
  const value = state.pop();
  if (!isTrue(value)) state.next = otherwise;
  else if (setsDot) state.dot = value;
}

/** Begins the rounds of a `range`, or goes to what is done when there are none. */
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
    block.round = { loop, items, variableCount: state.variableCount, at: -1 };
    nextRound(state);
  }
}

export function nextRound(state: State): void {
  const { round, dot } = innermostRound(state);
  state.forgetVariables(round.variableCount);
  round.at++;
  if (round.at >= round.items.count) {
    state.dot = dot;
    state.next = round.loop.end;
    return;
  }
  state.dot = round.items.element(round.at);
  setLoopVariables(state, round);
  state.next = round.loop.body;
}

/** With two variables the index comes first. */
function setLoopVariables(state: State, { loop, items, at }: Round): void {
  const { declarations, assigns } = loop;
  const values = declarations.length > 1 ? [items.index(at), items.element(at)] : [items.element(at)];
  for (const [position, name] of declarations.entries()) {
    const variable = assigns ? state.variable(name) : state.lastVariable(declarations.length - 1 - position);
    variable.value = values[position];
  }
}

/** Ends the innermost `range`, even where it stands in what is done when there is nothing to go through. */
export function breakLoop(state: State): void {
  while (state.blocks.at(-1)!.loop === undefined) state.blocks.pop();
  state.next = state.blocks.at(-1)!.loop!.end;
}

export function continueLoop(state: State): void {
  state.next = innermostRound(state).round.loop.next;
}

/** Leaves the branches that were entered within the round. */
function innermostRound(state: State): Block & { readonly round: Round } {
  for (;;) {
    const block = state.blocks.at(-1)!;
    if (block.round !== undefined) return block as Block & { readonly round: Round };
    state.blocks.pop();
  }
}
