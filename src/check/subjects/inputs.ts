import type { SeriesLookup } from "../../promql/index.js";
import type { AllowanceTracker } from "../allow.js";
import type { CheckContext } from "../check.js";

/** Inputs shared by all subjects that are checked together. */
export interface SubjectInputs {
  readonly context: CheckContext;
  /** Looks up the labels of series. */
  readonly lookup: SeriesLookup;
  readonly allowances: AllowanceTracker;
}
