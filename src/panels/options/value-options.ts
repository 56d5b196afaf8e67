import { number, type OptionTable, string } from "../../model/definition/option-table.js";
import type { FieldDefaults, Resolve } from "./field-config.js";
import {
  actionsShape,
  type DataLink,
  dataLinksShape,
  type FieldAction,
  renderAction,
  renderDataLink,
} from "./field-links.js";
import { renderThresholds, type Thresholds, thresholdsShape } from "./thresholds.js";
import { mappingsShape, renderMappings, type ValueMappings } from "./value-mappings.js";

/** Options for the display of values: of a panel, of some of its fields, or of a column. */
export interface ValueOptions {
  /** Grafana's name of the unit: `"s"`, `"bytes"`, `"percentunit"`, `"reqps"`, `"short"`. Default: the signal's. */
  readonly unit?: string;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** The text where there is no value: what empty means. */
  readonly noValue?: string;
  /** Links on the values. */
  readonly dataLinks?: readonly DataLink[];
  /** Requests that the reader can send from a value. */
  readonly actions?: readonly FieldAction[];
  readonly mappings?: ValueMappings;
  readonly thresholds?: Thresholds;
}

export const valueOptions = {
  unit: string,
  decimals: number,
  min: number,
  max: number,
  noValue: string,
  dataLinks: dataLinksShape,
  actions: actionsShape,
  mappings: mappingsShape,
  thresholds: thresholdsShape,
} as const satisfies OptionTable<ValueOptions>;

/** Renders the options that are given, in Grafana's form. */
export function renderValues(options: ValueOptions, resolve: Resolve): FieldDefaults {
  const { unit, decimals, min, max, noValue, dataLinks, actions, mappings, thresholds } = options;
  return {
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(noValue !== undefined && { noValue }),
    ...(dataLinks && { links: dataLinks.map(renderDataLink) }),
    ...(actions && { actions: actions.map(renderAction) }),
    ...(mappings && { mappings: renderMappings(mappings) }),
    ...(thresholds && { thresholds: renderThresholds(thresholds, resolve) }),
  };
}
