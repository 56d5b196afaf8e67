import { type Definition, hasKind } from "../definition/definition.js";
import { instance, type Shape } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";
import type { Query } from "../expression/query.js";

/**
 * The measure of a service level: which events count, and which of them fail. Its expressions are rates; ranges in them
 * are `[${window}]`.
 */
export interface Indicator extends Definition {
  readonly kind: "indicator";
  /** The things that are counted, in words: `requests`. */
  readonly events: string;
  /** The meaning of a failure, in words: `that failed`. */
  readonly failure: string;
  /** The labels of the results. */
  readonly by: readonly string[];
  /** Those of them by which the objective is grouped: each value has an error budget of its own. */
  readonly groupedBy: readonly string[];
  /** All events per second; for `time`, 1. */
  readonly total: Query;
  /** The events that fail, or those that do not. Without a result, there are none. */
  readonly part: { readonly is: "failed" | "good"; readonly query: Query };
  /** True if it counts time that is bad, not events. */
  readonly countsTime: boolean;
  /** The metrics it is computed from, as far as they are not expressions. */
  readonly measured?: {
    readonly of: unknown;
    readonly failed?: unknown;
    readonly good?: unknown;
    /** The bound of a latency. */
    readonly bound?: number;
  };
  /** The service it is about, where its expressions do not say. */
  readonly service?: string;
  /** Labels with a fixed value that the results lack: that of the service. */
  readonly labels: Readonly<Record<string, Varying<string>>>;
}

export function isIndicator(value: unknown): value is Indicator {
  return hasKind(value, "indicator");
}

export const indicatorShape: Shape = instance("an indicator, such as eventRatio(…) or fasterThan(…)", isIndicator);
