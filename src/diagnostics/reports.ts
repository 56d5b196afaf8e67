import type { Diagnostic } from "./diagnostic.js";

/** Receives findings, and knows those of each part of the work. */
export class Reports {
  #current: Diagnostic[] = [];

  readonly add = (diagnostic: Diagnostic): void => void this.#current.push(diagnostic);

  /** Runs something and returns the problems that it reports. */
  collect<T>(run: () => T): { readonly result: T; readonly diagnostics: readonly Diagnostic[] } {
    const outer = this.#current;
    const diagnostics: Diagnostic[] = [];
    this.#current = diagnostics;
    try {
      return { result: run(), diagnostics };
    } finally {
      this.#current = outer;
    }
  }
}
