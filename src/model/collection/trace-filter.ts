import type { Duration } from "../definition/duration.js";
import { duration, list, number, type OptionTable, text, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** The traces to keep, besides those with an error. */
export interface TraceFilter {
  /**
   * Keeps those that took longer.
   *
   * @default not kept for their duration
   */
  readonly slowerThan?: Duration;
  /**
   * Percentage of the others to keep.
   *
   * @default 100
   */
  readonly percentage?: Varying<number>;
  /**
   * Paths whose traces are never kept, such as those of probes.
   *
   * @default none
   */
  readonly without?: readonly string[];
}

export const traceFilterOptions = {
  slowerThan: duration,
  percentage: varying(number),
  without: list(text),
} as const satisfies OptionTable<TraceFilter>;

/** Attributes that hold the path of a request, of the present and of the former semantic conventions. */
export const pathAttributes: readonly string[] = ["url.path", "http.target"];
