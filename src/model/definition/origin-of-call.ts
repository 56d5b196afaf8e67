import { findOptionProblems } from "./option-problems.js";
import type { AnyOptionTable, OptionProblem } from "./option-table.js";
import { Origin } from "./origin.js";

/**
 * The origin of a definition with options: it remembers which of them are unknown or of the wrong shape, for the
 * compiler to report at their line.
 *
 * @param argument the index of the argument that holds the options
 */
export function originOfCall(options: unknown, table: AnyOptionTable, argument = 1): Origin {
  return originWith(findOptionProblems(options, table), argument);
}

/** The origin of a definition whose options were checked already. */
export function originWith(problems: readonly OptionProblem[], argument = 1): Origin {
  return new Origin(undefined, problems.length === 0 ? undefined : { argument, problems });
}
