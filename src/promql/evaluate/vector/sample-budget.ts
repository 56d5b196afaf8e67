import type { Expr } from "../../syntax/ast.js";
import type { Semantics } from "../query/semantics.js";
import { absent, type Column, type Value } from "./value.js";

/** Limits the cells (series times steps) that are held, since cells without samples take memory too. */
export const maxCells = 100_000_000;

/** Returns the maximum number of steps, which need not have samples. */
export function maxSteps(maxSamples: number): number {
  return Math.max(maxSamples, 1_000_000);
}

/** Counts the samples of a value as Prometheus does: a scalar has one at every step. */
export function countSamples(value: Value): number {
  if (value.kind === "scalar") return value.values.length;
  return value.kind === "vector" ? value.columns.reduce((total, column) => total + countColumnSamples(column), 0) : 0;
}

export function countColumnSamples({ kinds }: Column): number {
  let count = 0;
  for (let step = 0; step < kinds.length; step++) if (kinds[step] !== absent) count++;
  return count;
}

/** Counts the cells of a value, with and without samples. */
export function countCells(value: Value): number {
  if (value.kind === "scalar") return value.values.length;
  return value.kind === "vector" ? value.columns.length * (value.columns[0]?.kinds.length ?? 0) : 0;
}

/** True if Prometheus evaluates the node step by step and copies the input of each step. */
export function copiesInputPerStep(node: Expr, { budgetsAggregationInput }: Semantics): boolean {
  // timestamp() reads its selector itself.
  if (node.kind === "call") return node.name !== "timestamp" || node.args[0]?.kind !== "selector";
  return node.kind === "binary" || (budgetsAggregationInput && node.kind === "aggregation");
}

/** Returns the peak of samples held: the input of a step plus the results up to that step. */
export function findPeak(operands: readonly Value[], result: Value, steps: number): number {
  // Rules are evaluated at one time, again and again.
  if (steps === 1) return operands.reduce((total, operand) => total + countFirst(operand), countFirst(result));
  const inputs = new Uint32Array(steps);
  for (const operand of operands) addSamples(inputs, operand);
  return findPeakOfInput(inputs, result);
}

/** Counts the samples of the first step. */
function countFirst(value: Value): number {
  if (value.kind === "scalar") return 1;
  if (value.kind !== "vector") return 0;
  let count = 0;
  for (const { kinds } of value.columns) if (kinds[0] !== absent) count++;
  return count;
}

/** Returns the same peak for inputs given as samples for each step. */
export function findPeakOfInput(inputs: Uint32Array, result: Value): number {
  const steps = inputs.length;
  const results = new Uint32Array(steps);
  addSamples(results, result);
  let resultsSoFar = 0;
  let peak = 0;
  for (let step = 0; step < steps; step++) {
    resultsSoFar += results[step]!;
    peak = Math.max(peak, inputs[step]! + resultsSoFar);
  }
  return peak;
}

function addSamples(counts: Uint32Array, value: Value): void {
  if (value.kind === "scalar") for (let step = 0; step < counts.length; step++) counts[step]!++;
  if (value.kind !== "vector") return;
  for (const { kinds } of value.columns) {
    for (let step = 0; step < counts.length; step++) if (kinds[step] !== absent) counts[step]!++;
  }
}
