import { Origin } from "./origin.js";

/** Marks what `define…`-like functions return, in every copy of this package that one process may hold. */
const mark = Symbol.for("telltale.definition");

/** What every definition has besides its own fields. */
export interface Defined {
  /** Where it was defined. Not enumerable, so that printing or comparing a definition shows only what it says. */
  readonly at: Origin;
}

/** What definitions have in common. */
export class Definition implements Defined {
  readonly #at: Origin;

  constructor(at: Origin) {
    this.#at = at;
  }

  get at(): Origin {
    return this.#at;
  }

  get [mark](): true {
    return true;
  }
}

/** Makes a definition of what it says, with the user's line attached. */
export function defined<T extends object>(
  fields: T,
  at: Origin = new Origin(),
  kind: new (at: Origin) => Definition = Definition,
): T & Defined {
  return Object.assign(new kind(at), fields);
}

/** Whether a value was made by one of the vocabulary's functions. */
export function isDefinition(value: unknown): value is Defined & { readonly kind: string } {
  return typeof value === "object" && value !== null && mark in value;
}

/**
 * Checks that may find something here and are known to be wrong about it: the check's id, and why. With a date, the
 * exception ends there.
 *
 * @example
 * allow: { "promql/range-over-a-day": "a weekly comparison; the series is small" }
 * @example
 * allow: { "alert/no-runbook": { reason: "being written", until: "2027-01-31" } }
 */
export interface Allowances {
  readonly [check: string]: string | { readonly reason: string; readonly until?: string };
}

/** What everything with a name of its own may say about itself. */
export interface Identity {
  /** The name that uids and ids derive from. By default made from the title; fix it before you change a title. */
  readonly key?: string;
  /** Keys it had before, so that a rename keeps stars, history and links. */
  readonly movedFrom?: string | readonly string[];
  readonly allow?: Allowances;
}
