import type { Duration } from "../definition/duration.js";
import { duration, type OptionTable, varying } from "../definition/option-table.js";
import type { Varying } from "../definition/per-environment.js";

/** The Tempo of a collection. */
export interface TempoOptions {
  /**
   * Time that it keeps traces.
   *
   * @default "72h"
   */
  readonly retention?: Varying<Duration>;
}

export const tempoOptions = { retention: varying(duration) } as const satisfies OptionTable<TempoOptions>;
