import {
  boolean,
  choice,
  json,
  list,
  number,
  type OptionTable,
  object,
  required,
  string,
} from "../../model/definition/option-table.js";
import { type Resolve, renderDataLink, renderMappings, renderThresholds } from "./field-config.js";
import { type GraphOptions, graphOptions, renderGraphOptions } from "./graph-options.js";
import { type Color, mappingsShape, type Thresholds, thresholdsShape, type ValueMappings } from "./thresholds.js";

/** A link on the values of a field. */
export interface DataLink {
  readonly title: string;
  /** Grafana's variables stand for the value and its labels: `${__field.labels.pod}`, `${__value.raw}`. */
  readonly url: string;
  /** @default false */
  readonly newTab?: boolean;
}

/** Options of the fields that an override is about: series of a graph, columns of a table. */
export interface FieldOptions extends GraphOptions {
  readonly displayName?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** The text where there is no value. */
  readonly noValue?: string;
  readonly color?: Color;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  readonly dataLinks?: readonly DataLink[];
  /** Leaves the fields out of the drawing, the legend, the tooltip. */
  readonly hideFrom?: readonly ("graph" | "legend" | "tooltip")[];
  /** Any other property, by Grafana's id: `{ "custom.lineStyle": … }`. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

export const dataLinkOptions = {
  title: required(string),
  url: required(string),
  newTab: boolean,
} as const satisfies OptionTable<DataLink>;

export const fieldOptions = {
  ...graphOptions,
  displayName: string,
  description: string,
  unit: string,
  min: number,
  max: number,
  decimals: number,
  noValue: string,
  color: string,
  thresholds: thresholdsShape,
  mappings: mappingsShape,
  dataLinks: list(object(dataLinkOptions)),
  hideFrom: list(choice("graph", "legend", "tooltip")),
  properties: json,
} as const satisfies OptionTable<FieldOptions>;

/** Renders options as the properties of an override. */
export function renderProperties(options: FieldOptions, resolve: Resolve) {
  const { hideFrom, color } = options;
  const custom = Object.entries(renderGraphOptions(options)).map(([name, value]) => [`custom.${name}`, value] as const);
  const properties = {
    displayName: options.displayName,
    description: options.description,
    unit: options.unit,
    min: options.min,
    max: options.max,
    decimals: options.decimals,
    noValue: options.noValue,
    color: color === undefined ? undefined : { mode: "fixed", fixedColor: color },
    thresholds: options.thresholds && renderThresholds(options.thresholds, resolve),
    mappings: options.mappings && renderMappings(options.mappings),
    links: options.dataLinks?.map(renderDataLink),
    "custom.hideFrom": hideFrom && {
      viz: hideFrom.includes("graph"),
      legend: hideFrom.includes("legend"),
      tooltip: hideFrom.includes("tooltip") || hideFrom.includes("graph"),
    },
    ...Object.fromEntries(custom),
    ...options.properties,
  };
  return Object.entries(properties).flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]));
}
