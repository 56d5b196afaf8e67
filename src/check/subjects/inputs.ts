import { type AlertRecording, createSeriesLookup, type Recording } from "../../compile/series-lookup.js";
import type { Catalogue } from "../../model/system/catalogue.js";
import type { SeriesLookup } from "../../promql/index.js";
import type { AllowanceRegister } from "../allow.js";
import type { CheckContext } from "../check.js";
import { createValueLookup, type ValueLookup } from "../values/value-lookup.js";

/** Looks up the labels and the values of series. */
export interface Lookups {
  readonly lookup: SeriesLookup;
  readonly values: ValueLookup;
}

/** Inputs shared by all subjects that are checked together. */
export interface SubjectInputs extends Lookups {
  readonly context: CheckContext;
  readonly allowances: AllowanceRegister;
}

/** Looks series up in the catalogue, in the rules that record them, and in the alerts that they tell of. */
export function createLookups(
  catalogue: Catalogue | undefined,
  recordings: readonly Recording[],
  alerts: readonly AlertRecording[] = [],
): Lookups {
  return {
    lookup: createSeriesLookup(catalogue, recordings, alerts, "possible"),
    values: createValueLookup(catalogue, recordings),
  };
}
