import { boolean, choice, number, type OptionTable } from "../../../model/definition/option-table.js";
import { type MinSize, minSizeShape, renderMinSize } from "../../options/min-size.js";
import { renderTextSize, type TextSize, textSizeShape } from "../../options/text-size.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { isLatest, type ReduceOptions, reduceTable, renderReduce, valueColor } from "../../single-value.js";

export interface BarGaugeOptions extends PanelOptions, ReduceOptions {
  readonly direction?: "horizontal" | "vertical";
  /** @default `"gradient"` */
  readonly mode?: "gradient" | "lcd" | "basic";
  /** @default `"auto"` */
  readonly namePlacement?: "auto" | "top" | "left" | "hidden";
  /** The values in the colours of their bars, as plain text, or hidden. @default `"color"` */
  readonly valueMode?: "color" | "text" | "hidden";
  /** Show the rest of the bar up to the maximum. Default true. */
  readonly showUnfilled?: boolean;
  /** Minimum size of a bar. Default: all fit into the panel. */
  readonly minSize?: MinSize;
  /** Maximum height of a bar, in pixels. @default 300 */
  readonly maxBarHeight?: number;
  readonly textSize?: TextSize;
}

const barGaugeOptions = {
  ...panelOptions,
  ...reduceTable,
  direction: choice("horizontal", "vertical"),
  mode: choice("gradient", "lcd", "basic"),
  namePlacement: choice("auto", "top", "left", "hidden"),
  valueMode: choice("color", "text", "hidden"),
  showUnfilled: boolean,
  minSize: minSizeShape,
  maxBarHeight: number,
  textSize: textSizeShape,
} as const satisfies OptionTable<BarGaugeOptions>;

export type BarGaugePanel = PanelOf<"bargauge", BarGaugeOptions>;

/** A bar for each series. */
export function barGauge(title: string, queries: PanelQueries, options: BarGaugeOptions = {}): BarGaugePanel {
  return definePanel("bargauge", title, queries, options, barGaugeOptions);
}

export const barGaugeKind: PanelKind<BarGaugePanel> = {
  type: "bargauge",
  options: barGaugeOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "bounded",
  instant: isLatest,
  render: ({ panel: { options }, values }) => ({
    options: {
      reduceOptions: renderReduce(options),
      orientation: options.direction ?? "horizontal",
      displayMode: options.mode ?? "gradient",
      valueMode: options.valueMode ?? "color",
      namePlacement: options.namePlacement ?? "auto",
      showUnfilled: options.showUnfilled ?? true,
      ...renderMinSize(options.minSize, { width: 8, height: 16 }),
      maxVizHeight: options.maxBarHeight ?? 300,
      ...renderTextSize(options.textSize),
      legend: { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] },
    },
    fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
  }),
};
