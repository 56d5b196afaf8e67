import { type EnvironmentFilter, environmentFilterOptions } from "./only.js";
import {
  completeRecord,
  either,
  list,
  type OptionTable,
  object,
  required,
  type Shape,
  string,
} from "./option-table.js";
import { Origin } from "./origin.js";

/** Marks definitions. Registered globally, because a process may hold several copies of this package. */
const mark = Symbol.for("telltale.definition");

/** Something the user defined. */
export class Definition {
  readonly #origin: Origin;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  /** The position of its definition in the source. Not enumerable, so that printing or comparing a definition shows only its own fields. */
  get origin(): Origin {
    return this.#origin;
  }

  get [mark](): true {
    return true;
  }
}

/** Creates a definition with these fields, which remembers the user's line. */
export function define<T extends object>(fields: T, origin: Origin = new Origin()): T & Definition {
  return Object.assign(new Definition(origin), fields);
}

/** True if a value was returned by one of the functions that define something. */
export function isDefinition(value: unknown): value is Definition & { readonly kind: string } {
  return typeof value === "object" && value !== null && mark in value;
}

/** True if a value is a definition of this kind. */
export function isDefinitionOf(value: unknown, kind: string): boolean {
  return isDefinition(value) && value.kind === kind;
}

/** True if a value is an object of this kind. */
export function hasKind<Kind extends string>(value: unknown, kind: Kind): value is { readonly kind: Kind } {
  return typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === kind;
}

/**
 * Checks that may report this definition, and why that is fine: the id of the check, and the reason. An exception with
 * a date ends on that day.
 *
 * @example
 * allow: { "promql/range-over-a-day": "a weekly comparison; the series is small" }
 * @example
 * allow: { "alert/no-runbook": { reason: "being written", until: "2027-01-31" } }
 */
export interface Allowances {
  readonly [check: string]: string | { readonly reason: string; readonly until?: string };
}

/** Options of everything that has a name. */
export interface Identity<Environment extends string = string> extends EnvironmentFilter<Environment> {
  /**
   * The stable name from which uids and ids derive. Set it before you change a title: links and stars survive.
   *
   * @default derived from the title
   */
  readonly key?: string;
  /** Earlier keys, so that a rename keeps stars, history and links. */
  readonly movedFrom?: string | readonly string[];
  /** Checks that may report this, each with a reason. */
  readonly allow?: Allowances;
}

/** Reasons by the id of a check. */
export const allowShape: Shape = completeRecord(
  either("a reason, or { reason, until }", string, object({ reason: required(string), until: string })),
);

export const identityOptions = {
  ...environmentFilterOptions,
  key: string,
  movedFrom: either("a key or a list of keys", string, list(string)),
  allow: allowShape,
} as const satisfies OptionTable<Identity>;
