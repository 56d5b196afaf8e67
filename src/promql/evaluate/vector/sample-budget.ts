import type { Expr } from "../../syntax/ast.js";
import type { Semantics } from "../query/semantics.js";
import { absent, type Column, type Value } from "./value.js";

/** However few samples there are, their series and steps take room. */
export const maxCells = 100_000_000;

/** At how many steps something is evaluated at most; there need not be a sample at each. */
export function maxSteps(maxSamples: number): number {
  return Math.max(maxSamples, 1_000_000);
}

/** How many samples a value keeps, as Prometheus counts them: a number at every step is one, too. */
export function countSamples(value: Value): number {
  if (value.kind === "scalar") return value.values.length;
  return value.kind === "vector" ? value.columns.reduce((total, column) => total + countColumnSamples(column), 0) : 0;
}

export function countColumnSamples({ kinds }: Column): number {
  let found = 0;
  for (let step = 0; step < kinds.length; step++) if (kinds[step] !== absent) found++;
  return found;
}

/** How much room a value takes, whether there are samples in it or not. */
export function countCells(value: Value): number {
  if (value.kind === "scalar") return value.values.length;
  return value.kind === "vector" ? value.columns.length * (value.columns[0]?.kinds.length ?? 0) : 0;
}

/** Whether Prometheus takes the operands of a node step by step, and copies for each step what it reads. */
export function copiesInputPerStep(node: Expr, { budgetsAggregationInput }: Semantics): boolean {
  // timestamp() selects by itself.
  if (node.kind === "call") return node.name !== "timestamp" || node.args[0]?.kind !== "selector";
  return node.kind === "binary" || (budgetsAggregationInput && node.kind === "aggregation");
}

/** The most samples at once of what is read at a step and what has been made until then. */
export function findPeak(operands: readonly Value[], result: Value, steps: number): number {
  const read = new Uint32Array(steps);
  for (const operand of operands) addSamples(read, operand);
  return findPeakOfInput(read, result);
}

/** The same, of so many samples that are read at each step. */
export function findPeakOfInput(read: Uint32Array, result: Value): number {
  const steps = read.length;
  const made = new Uint32Array(steps);
  addSamples(made, result);
  let madeUntilThen = 0;
  let most = 0;
  for (let step = 0; step < steps; step++) {
    madeUntilThen += made[step]!;
    most = Math.max(most, read[step]! + madeUntilThen);
  }
  return most;
}

function addSamples(counts: Uint32Array, value: Value): void {
  if (value.kind === "scalar") for (let step = 0; step < counts.length; step++) counts[step]!++;
  if (value.kind !== "vector") return;
  for (const { kinds } of value.columns) {
    for (let step = 0; step < counts.length; step++) if (kinds[step] !== absent) counts[step]!++;
  }
}
