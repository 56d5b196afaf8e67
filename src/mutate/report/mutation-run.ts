import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import type { MutantResult } from "../mutant.js";

/** The outcome of mutation testing. */
export interface MutationRun {
  /** Problems that kept it from running. */
  readonly diagnostics: readonly Diagnostic[];
  readonly results: readonly MutantResult[];
  /** The number of tests that passed without any change. */
  readonly tests: number;
  /** The share of mutants that must be killed, from 0 to 1. */
  readonly minimum: number;
  readonly milliseconds: number;
}

/** Counts of mutants by state. */
export interface MutationCounts {
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
}

export function countMutants(results: readonly MutantResult[]): MutationCounts {
  const count = (state: MutantResult["state"]) => results.filter((result) => result.state === state).length;
  return { killed: count("killed"), survived: count("survived"), uncovered: count("uncovered") };
}

/** The share of mutants that were killed; 1 without mutants. */
export function scoreOf({ killed, survived, uncovered }: MutationCounts): number {
  const all = killed + survived + uncovered;
  return all === 0 ? 1 : killed / all;
}

/** True if the run fails: it has an error, or its score is below the minimum. */
export function isMutationFailed({ diagnostics, results, minimum }: MutationRun): boolean {
  return diagnostics.some(({ severity }) => severity === "error") || scoreOf(countMutants(results)) < minimum;
}

/** Results by the alert, recording rule or routes that they count for, by name. */
export function groupByOwner(
  results: readonly MutantResult[],
): readonly (readonly [string, readonly MutantResult[]])[] {
  const groups = new Map<string, MutantResult[]>();
  for (const result of results) {
    const { owner } = result.mutant;
    groups.set(owner, [...(groups.get(owner) ?? []), result]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
