import { pathAttributes, type TraceFilter } from "../../../model/collection/trace-filter.js";
import { durationMs } from "../../../model/definition/duration.js";
import { resolve } from "../../../model/definition/per-environment.js";

/** The traces to keep, in the form in which templates ask for them. */
export interface SamplingFacts {
  /** The paths whose traces are never kept. */
  readonly without: readonly string[];
  /** The attributes that may hold such a path; none without paths. */
  readonly attributes: readonly { readonly key: string }[];
  /** Milliseconds; undefined if traces are not kept for their duration. */
  readonly slow: number | undefined;
  readonly percentage: number | undefined;
}

export function samplingFacts(
  { slowerThan, percentage = 100, without = [] }: TraceFilter,
  environment: string,
): SamplingFacts {
  return {
    without,
    attributes: without.length === 0 ? [] : pathAttributes.map((key) => ({ key })),
    slow: slowerThan && durationMs(slowerThan),
    percentage: resolve(percentage, environment),
  };
}
