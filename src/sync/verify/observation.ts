/** The result of one check of a deployed target. */
export interface Observation {
  /** `rules are loaded and healthy` */
  readonly name: string;
  /**
   * - `ok`: as it should be.
   * - `empty`: it works, and yields nothing.
   * - `wrong`: it does not work, or is not there.
   * - `skipped`: nobody can tell, for the reason in the details.
   */
  readonly outcome: "ok" | "empty" | "wrong" | "skipped";
  /** The number of things that were checked. */
  readonly count: number;
  /** The problems, or the things that are empty, one by one. */
  readonly details: readonly string[];
}

/** Describes an outcome by what was found: nothing wrong is `ok`. */
export function observe(name: string, count: number, wrong: readonly string[]): Observation {
  return { name, outcome: wrong.length > 0 ? "wrong" : "ok", count, details: wrong };
}

export function skip(name: string, reason: string): Observation {
  return { name, outcome: "skipped", count: 0, details: [reason] };
}
