import type { SeriesLookup } from "../../promql/index.js";
import type { AllowanceBook } from "../allow.js";
import type { Surroundings } from "../check.js";

/** What all subjects that are checked together have in common. */
export interface SubjectContext {
  readonly surroundings: Surroundings;
  /** What is known of the labels of series. */
  readonly known: SeriesLookup;
  readonly book: AllowanceBook;
}
