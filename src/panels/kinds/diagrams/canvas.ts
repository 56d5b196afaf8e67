import {
  boolean,
  json,
  list,
  nonEmptyList,
  type OptionTable,
  object,
  required,
  string,
} from "../../../model/definition/option-table.js";
import { mergeQueries } from "../../merged-queries.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { valueColor } from "../../single-value.js";

/** An element of a canvas, as Grafana has it. */
export interface CanvasElement {
  readonly name: string;
  readonly type: "metric-value" | "text" | "rectangle" | "ellipse" | "icon" | "server" | "button" | (string & {});
  /** By type. `{ text: { mode: "field", field: "orders" }, color: { field: "orders" } }` shows the value of a query. */
  readonly config?: object;
  /** In pixels. */
  readonly placement: {
    readonly top?: number;
    readonly left?: number;
    readonly right?: number;
    readonly bottom?: number;
    readonly width?: number;
    readonly height?: number;
    readonly rotation?: number;
  };
  readonly constraint?: {
    readonly horizontal?: "left" | "right" | "leftright" | "center" | "scale";
    readonly vertical?: "top" | "bottom" | "topbottom" | "center" | "scale";
  };
  readonly background?: object;
  readonly border?: object;
  readonly connections?: readonly object[];
}

export interface CanvasOptions extends PanelOptions {
  readonly elements: readonly CanvasElement[];
  /** Lets the reader move and zoom. Default false. */
  readonly panZoom?: boolean;
}

const elementOptions = {
  name: required(string),
  type: required(string),
  config: json,
  placement: required(json),
  constraint: json,
  background: json,
  border: json,
  connections: list(json),
} as const satisfies OptionTable<CanvasElement>;

const canvasOptions = {
  ...panelOptions,
  elements: required(nonEmptyList(object(elementOptions))),
  panZoom: boolean,
} as const satisfies OptionTable<CanvasOptions>;

export type CanvasPanel = PanelOf<"canvas", CanvasOptions>;

/**
 * Texts, icons and values at fixed places, such as a diagram of a system. Elements are those of Grafana.
 *
 * @example
 * canvas("Shop", { orders }, {
 *   elements: [
 *     {
 *       name: "Orders",
 *       type: "metric-value",
 *       placement: { top: 20, left: 20, width: 120, height: 40 },
 *       config: { text: { mode: "field", field: "orders" } },
 *     },
 *   ],
 * })
 */
export function canvas(title: string, queries: PanelQueries, options: CanvasOptions): CanvasPanel {
  return definePanel("canvas", title, queries, options, canvasOptions, required(object(canvasOptions)));
}

export const canvasKind: PanelKind<CanvasPanel> = {
  type: "canvas",
  options: canvasOptions,
  format: "table",
  // Its elements show different values.
  showsNumbers: false,
  showsTrend: false,
  height: () => 12,
  scale: () => "free",
  instant: () => true,
  render: ({ panel: { title, options }, queries, values }) => ({
    options: {
      inlineEditing: false,
      showAdvancedTypes: true,
      panZoom: options.panZoom ?? false,
      infinitePan: false,
      root: {
        name: title,
        type: "frame",
        elements: options.elements.map((element) => ({
          constraint: { horizontal: "left", vertical: "top" },
          ...element,
        })),
      },
    },
    fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
    transformations: mergeQueries(queries),
  }),
};
