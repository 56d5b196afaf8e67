import {
  boolean,
  choice,
  either,
  number,
  type OptionTable,
  type Shape,
  string,
} from "../model/definition/option-table.js";
import type { FieldDefaults, ValueMappingConfig } from "./options/field-config.js";
import type { PanelOptions } from "./panel.js";

/** Function that reduces the values of a series over time to one. */
export type Reduce = "lastNotNull" | "last" | "mean" | "max" | "min" | "sum" | "count" | "range" | "delta";

const reductions = ["lastNotNull", "last", "mean", "max", "min", "sum", "count", "range", "delta"] satisfies Reduce[];

const reduceShape: Shape = choice(...reductions);

/** The values of a result that a panel shows. */
export interface ReduceOptions {
  /** @default `"lastNotNull"` */
  readonly reduce?: Reduce;
  /** Shows each value of a result, such as the rows of a table, instead of one per series; a number is the maximum. */
  readonly allValues?: boolean | number;
  /** The field that is shown, by its name, or all. @default those of numbers */
  readonly field?: string;
}

export const reduceTable = {
  reduce: reduceShape,
  allValues: either("true, or the most values", boolean, number),
  field: string,
} as const satisfies OptionTable<ReduceOptions>;

/** Grafana's options for the values of a panel. */
export function renderReduce({ reduce, allValues = false, field }: ReduceOptions) {
  return {
    calcs: [grafanaName(reduce ?? "lastNotNull")],
    fields: field === undefined ? "" : field === "all" ? "/.*/" : `/^${escapeRegex(field)}$/`,
    values: allValues !== false,
    ...(typeof allValues === "number" && { limit: allValues }),
  };
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function grafanaName(reduce: Reduce): string {
  return reduce === "delta" ? "diff" : reduce;
}

/** True if the value of each series is the latest one, which an instant query returns as well. */
export function isLatest({ reduce, allValues = false }: ReduceOptions): boolean {
  if (allValues !== false) return false;
  return reduce === undefined || reduce === "lastNotNull" || reduce === "last";
}

/** Colours values by their thresholds or mappings; without either, blue: green would look like a verdict. */
export function valueColor({ thresholds, mappings }: PanelOptions): NonNullable<FieldDefaults["color"]> {
  if (thresholds !== undefined || mappings !== undefined) return { mode: "thresholds" };
  return { mode: "fixed", fixedColor: "blue" };
}

/** Says without a colour that there is no value: the colour of the lowest values would be a verdict on nothing. */
export function mapNoData({ noValue = "No data", mappings = {} }: PanelOptions, color = "text"): ValueMappingConfig {
  const result = { text: noValue, color, index: Object.keys(mappings).length };
  return { type: "special", options: { match: "null+nan", result } };
}
