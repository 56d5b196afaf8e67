import { anything, choice, type OptionTable } from "../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind } from "../panel-kind.js";
import { isLatest, type Reduce, reduceOptions, valueColor } from "../single-value.js";

export interface BarGaugeOptions extends PanelOptions {
  readonly reduce?: Reduce;
  readonly direction?: "horizontal" | "vertical";
}

const barGaugeOptions = {
  ...panelOptions,
  reduce: anything,
  direction: choice("horizontal", "vertical"),
} as const satisfies OptionTable<BarGaugeOptions>;

export type BarGaugePanel = PanelOf<"bargauge", BarGaugeOptions>;

/** A bar for each series. */
export function barGauge(title: string, queries: PanelQueries, options: BarGaugeOptions = {}): BarGaugePanel {
  return definePanel("bargauge", title, queries, options, barGaugeOptions);
}

export const barGaugeKind: PanelKind<BarGaugePanel> = {
  type: "bargauge",
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
      displayMode: "gradient",
      valueMode: "color",
      namePlacement: "auto",
      showUnfilled: true,
      sizing: "auto",
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      legend: { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] },
    },
    fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
  }),
};
