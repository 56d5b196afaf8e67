import type { AnyOptionTable } from "../model/definition/option-table.js";
import type { Signal } from "../model/expression/signal.js";
import type { FieldDefaults, FieldOverride, Resolve } from "./options/field-config.js";
import type { TransformationConfig } from "./options/transformations.js";
import type { PanelOf, PanelOptions } from "./panel.js";
import type { ValueTraits } from "./value-traits.js";

/**
 * Describes one kind of panel: all that telltale knows about it is here. Functions are methods, so that a kind of one
 * panel type is assignable to the kind of any panel.
 */
export interface PanelKind<P extends PanelOf<string, PanelOptions>> {
  /** Grafana's id of the panel plugin. */
  readonly type: P["type"];
  /** The table of its options. */
  readonly options: AnyOptionTable;
  /** Form of the query results; `"none"` for a panel without queries. */
  readonly format: "time_series" | "table" | "heatmap" | "logs" | "traces" | "profile" | "none";
  /** Legend format of all its Prometheus queries, where the kind prescribes one. */
  readonly legend?: string;
  /** True if it divides the values of series into buckets itself, so that it needs series instead of a heatmap. */
  divides?(options: P["options"]): boolean;
  /** True if its values share one unit, so that a panel without a unit is worth a finding. */
  readonly showsNumbers: boolean;
  /** True if it shows values over time: an alert prefers to link to such a panel. */
  readonly showsTrend: boolean;
  /** Height in rows of the grid, unless the options set one. */
  height(panel: P): number;
  /** Bounds of the scale that values are shown on, unless the options set them. */
  scale(options: P["options"]): Scale;
  /** True if it shows only the latest values, so that instant queries suffice. */
  instant(options: P["options"]): boolean;
  /** True if its queries ask for exemplars. */
  exemplars?(options: P["options"]): boolean;
  /** True if it shows the values of a query over time, and only the latest ones of others. */
  isTrend?(options: P["options"], query: RenderQuery): boolean;
  /** Labels and query names that it has columns for, where it has columns. */
  columns?(options: P["options"]): readonly string[];
  /** Grafana's settings of the panel, as plain data: the same for every form that a dashboard is written in. */
  render(input: RenderInput<P>): PanelSettings;
}

/**
 * - `free`: fits the values;
 * - `from zero`: begins at 0 where no value is negative;
 * - `bounded`: also ends at the largest possible value, if the signals define it;
 * - `custom`: `render` sets unit and bounds itself, outside the field defaults.
 */
export type Scale = "free" | "from zero" | "bounded" | "custom";

export interface RenderInput<P> {
  readonly panel: P;
  readonly queries: readonly RenderQuery[];
  /** Field defaults that all kinds have in common: unit, bounds, decimals, mappings, thresholds. */
  readonly values: FieldDefaults;
  /** Columns of the grid. */
  readonly width: number;
  readonly resolve: Resolve;
}

/** A query of a panel, as far as `render` needs it. */
export interface RenderQuery {
  /** `A`, `B`, … in the order written. */
  readonly refId: string;
  /** Its name in the legend, in a panel of several. */
  readonly name: string | undefined;
  /** Legend format of its series, `{{label}}` included; undefined leaves it to Grafana. */
  readonly legend: string | undefined;
  readonly signal: Signal | undefined;
  readonly traits: ValueTraits;
  /** True if the data source names the fields of the result, so that the name of the query is not one of them. */
  readonly hasOwnFields?: boolean;
}

/** Grafana's settings that depend on the kind of a panel. */
export interface PanelSettings {
  readonly options: object;
  /** Undefined for a panel without queries. */
  readonly fieldConfig?: { readonly defaults: FieldDefaults; readonly overrides: readonly FieldOverride[] };
  readonly transformations?: readonly TransformationConfig[];
}
