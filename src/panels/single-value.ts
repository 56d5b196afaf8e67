import { choice, type Shape } from "../model/definition/option-table.js";
import type { FieldDefaults, ValueMappingConfig } from "./options/field-config.js";
import type { PanelOptions } from "./panel.js";

/** Function that reduces the values of a series over time to one. */
export type Reduce = "lastNotNull" | "last" | "mean" | "max" | "min" | "sum" | "count" | "range" | "delta";

const reductions = ["lastNotNull", "last", "mean", "max", "min", "sum", "count", "range", "delta"] satisfies Reduce[];

export const reduceShape: Shape = choice(...reductions);

/** Grafana's options for reducing each series to one value. */
export function reduceOptions(reduce: Reduce | undefined) {
  return { calcs: [grafanaName(reduce ?? "lastNotNull")], fields: "", values: false };
}

function grafanaName(reduce: Reduce): string {
  return reduce === "delta" ? "diff" : reduce;
}

/** True if the reduced value is the latest one, which an instant query returns as well. */
export function isLatest(reduce: Reduce | undefined): boolean {
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
