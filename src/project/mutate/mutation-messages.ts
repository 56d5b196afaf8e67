import type { Mutant } from "../../mutate/mutant.js";

/** The JSON file that a process of mutation testing reads. */
export interface MutationRequest {
  /** The URL of the project's module `vitest/node`. */
  readonly vitest: string;
  readonly root: string;
  /** Absolute paths of the tests. */
  readonly files: readonly string[];
  /** True to leave out the mutants of systems that no test simulates. */
  readonly onlySimulated: boolean;
  /** The mutants for this process. */
  readonly mutants: readonly Mutant[];
  /** The file to append messages to, a line of JSON each. */
  readonly messages: string;
  /** The JSON file with the number of test files of each project of the Vitest configuration, written at the start. */
  readonly fileCounts: string;
}

/** The environment variable with the path of the request. */
export const requestVariable = "TELLTALE_MUTATION_REQUEST";

/** A message from a process while it works. */
export type MutationMessage =
  /** A test failed, or a file could not be run, without any change. */
  | { readonly kind: "failed"; readonly file: string; readonly test: string; readonly message: string }
  /** All tests ran without a change: their number, and the systems that they simulate. */
  | { readonly kind: "ready"; readonly tests: number; readonly systems: readonly string[] }
  | {
      readonly kind: "result";
      readonly id: number;
      readonly state: "killed" | "survived" | "uncovered";
      readonly killedBy?: { readonly file: string; readonly test: string };
      readonly tests: number;
    }
  | { readonly kind: "finished" };
