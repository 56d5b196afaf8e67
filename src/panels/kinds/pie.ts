import { anything, boolean, type OptionTable } from "../../model/definition/option-table.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind } from "../panel-kind.js";
import { colorSeries } from "../series-colors.js";
import { isLatest, type Reduce, reduceOptions } from "../single-value.js";

export interface PieOptions extends PanelOptions {
  readonly tooltip?: Tooltip;
  readonly donut?: boolean;
  readonly reduce?: Reduce;
}

const pieOptions = {
  ...panelOptions,
  tooltip: tooltipShape,
  donut: boolean,
  reduce: anything,
} as const satisfies OptionTable<PieOptions>;

export type PiePanel = PanelOf<"piechart", PieOptions>;

/** Parts of a whole. */
export function pie(title: string, queries: PanelQueries, options: PieOptions = {}): PiePanel {
  return definePanel("piechart", title, queries, options, pieOptions);
}

export const pieKind: PanelKind<PiePanel> = {
  type: "piechart",
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: ({ reduce }) => isLatest(reduce),
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      reduceOptions: reduceOptions(options.reduce),
      pieType: options.donut ? "donut" : "pie",
      orientation: "auto",
      displayLabels: [],
      legend: { displayMode: "table", placement: "right", showLegend: true, calcs: [], values: ["value", "percent"] },
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: { ...values, color: { mode: "palette-classic" } },
      overrides: colorSeries(queries),
    },
  }),
};
