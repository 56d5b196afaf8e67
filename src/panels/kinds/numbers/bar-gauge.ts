import { boolean, choice, type OptionTable } from "../../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { isLatest, type Reduce, reduceOptions, reduceShape, valueColor } from "../../single-value.js";

export interface BarGaugeOptions extends PanelOptions {
  readonly reduce?: Reduce;
  readonly direction?: "horizontal" | "vertical";
  /** @default `"gradient"` */
  readonly mode?: "gradient" | "lcd" | "basic";
  /** @default `"auto"` */
  readonly namePlacement?: "auto" | "top" | "left" | "hidden";
  /** The values in the colours of their bars, as plain text, or hidden. @default `"color"` */
  readonly valueMode?: "color" | "text" | "hidden";
  /** Show the rest of the bar up to the maximum. Default true. */
  readonly showUnfilled?: boolean;
}

const barGaugeOptions = {
  ...panelOptions,
  reduce: reduceShape,
  direction: choice("horizontal", "vertical"),
  mode: choice("gradient", "lcd", "basic"),
  namePlacement: choice("auto", "top", "left", "hidden"),
  valueMode: choice("color", "text", "hidden"),
  showUnfilled: boolean,
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
  instant: ({ reduce }) => isLatest(reduce),
  render: ({ panel: { options }, values }) => ({
    options: {
      reduceOptions: reduceOptions(options.reduce),
      orientation: options.direction ?? "horizontal",
      displayMode: options.mode ?? "gradient",
      valueMode: options.valueMode ?? "color",
      namePlacement: options.namePlacement ?? "auto",
      showUnfilled: options.showUnfilled ?? true,
      sizing: "auto",
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      legend: { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] },
    },
    fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
  }),
};
