import { anything, boolean, choice, type OptionTable } from "../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind } from "../panel-kind.js";
import { isLatest, type Reduce, reduceOptions, valueColor } from "../single-value.js";

export interface StatOptions extends PanelOptions {
  readonly reduce?: Reduce;
  /** Show the trend behind the number. Default true. */
  readonly sparkline?: boolean;
  readonly color?: "value" | "background" | "none";
}

const statOptions = {
  ...panelOptions,
  reduce: anything,
  sparkline: boolean,
  color: choice("value", "background", "none"),
} as const satisfies OptionTable<StatOptions>;

export type StatPanel = PanelOf<"stat", StatOptions>;

/** One number, large. */
export function stat(title: string, queries: PanelQueries, options: StatOptions = {}): StatPanel {
  return definePanel("stat", title, queries, options, statOptions);
}

export const statKind: PanelKind<StatPanel> = {
  type: "stat",
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 4,
  scale: () => "free",
  // The sparkline needs the history.
  instant: ({ reduce, sparkline }) => sparkline === false && isLatest(reduce),
  render: ({ panel: { options }, values }) => ({
    options: {
      reduceOptions: reduceOptions(options.reduce),
      colorMode: options.color ?? "value",
      graphMode: options.sparkline === false ? "none" : "area",
      justifyMode: "auto",
      textMode: "auto",
      wideLayout: true,
      orientation: "auto",
      showPercentChange: false,
      percentChangeColorMode: "standard",
    },
    fieldConfig: { defaults: { ...values, color: valueColor(options) }, overrides: [] },
  }),
};
