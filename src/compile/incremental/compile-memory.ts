import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { QueryCache } from "../query/query-cache.js";
import type { BuiltPage } from "../runbooks/index.js";
import { CheckedOptions } from "./checked-options.js";
import type { CompiledSystem } from "./compile-system.js";

/** Receives the problems that are found while compiling. */
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

/** Keeps what was compiled, for the next time that a project is compiled with definitions that are mostly the same objects. */
export class CompileMemory {
  readonly queries = new QueryCache();
  readonly reports = new Reports();
  /** By environment and system. */
  readonly systems = new Map<string, CompiledSystem>();
  /** By path. */
  readonly pages = new Map<string, BuiltPage>();
  readonly options = new CheckedOptions();
}
