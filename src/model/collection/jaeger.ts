import type { Duration } from "../definition/duration.js";
import { choice, duration, number, type OptionTable, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** The Jaeger of a collection. */
export interface JaegerOptions {
  /**
   * Where it keeps traces: in its memory until it restarts, in a Badger database on its own disk, or in the component
   * elasticsearch.
   *
   * @default "badger"
   */
  readonly storage?: "memory" | "badger" | "elasticsearch";
  /**
   * The number of traces that it keeps in memory. The oldest leave first.
   *
   * @default 10000
   */
  readonly maxTraces?: Varying<number>;
  /**
   * Time that it keeps traces on disk or in Elasticsearch.
   *
   * @default "72h"
   */
  readonly retention?: Varying<Duration>;
}

export const jaegerOptions = {
  storage: choice("memory", "badger", "elasticsearch"),
  maxTraces: varying(number),
  retention: varying(duration),
} as const satisfies OptionTable<JaegerOptions>;
