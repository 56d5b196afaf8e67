import { choice, json, list, type OptionTable, string } from "../../model/definition/option-table.js";
import { type FieldOverride, type Resolve, toProperties } from "./field-config.js";
import { type GraphOptions, graphOptions, renderGraphOptions } from "./graph-options.js";
import type { Color } from "./thresholds.js";
import { renderValues, type ValueOptions, valueOptions } from "./value-options.js";

/** Options of the fields that an override is about: series of a graph, columns of a table. */
export interface FieldOptions extends ValueOptions, GraphOptions {
  readonly displayName?: string;
  readonly description?: string;
  readonly color?: Color;
  /** Leaves the fields out of the drawing, the legend, the tooltip. */
  readonly hideFrom?: readonly ("graph" | "legend" | "tooltip")[];
  /** Any other property, by Grafana's id: `{ "custom.lineStyle": … }`. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

export const fieldOptions = {
  ...valueOptions,
  ...graphOptions,
  displayName: string,
  description: string,
  color: string,
  hideFrom: list(choice("graph", "legend", "tooltip")),
  properties: json,
} as const satisfies OptionTable<FieldOptions>;

/** Renders options as the properties of an override. */
export function renderProperties(options: FieldOptions, resolve: Resolve): FieldOverride["properties"] {
  const { hideFrom, color, displayName, description } = options;
  const custom = Object.entries(renderGraphOptions(options)).map(([name, value]) => [`custom.${name}`, value] as const);
  return toProperties({
    displayName,
    description,
    ...renderValues(options, resolve),
    color: color === undefined ? undefined : { mode: "fixed", fixedColor: color },
    "custom.hideFrom": hideFrom && {
      viz: hideFrom.includes("graph"),
      legend: hideFrom.includes("legend"),
      tooltip: hideFrom.includes("tooltip") || hideFrom.includes("graph"),
    },
    ...Object.fromEntries(custom),
    ...options.properties,
  });
}
