import { choice, number, type OptionTable } from "../../../model/definition/option-table.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { valueColor } from "../../single-value.js";

export interface StatusHistoryOptions extends PanelOptions {
  readonly showValue?: "auto" | "always" | "never";
  /** Share of the row that its cells fill, 0 to 1. @default 0.9 */
  readonly rowHeight?: number;
  /** Share of the column that its cells fill, 0 to 1. @default 0.9 */
  readonly columnWidth?: number;
  /** Opacity of the cells, 0 to 100. @default 70 */
  readonly fill?: number;
  /** Rows of a page. @default all */
  readonly perPage?: number;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const statusHistoryOptions = {
  ...panelOptions,
  showValue: choice("auto", "always", "never"),
  rowHeight: number,
  columnWidth: number,
  fill: number,
  perPage: number,
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<StatusHistoryOptions>;

export type StatusHistoryPanel = PanelOf<"status-history", StatusHistoryOptions>;

/**
 * A cell for each series and point in time, coloured by value. Set `minStep` or `maxDataPoints` for fewer, wider cells.
 *
 * @example
 * statusHistory("Targets", promql`min by (app) (${up(cart)})`, { mappings: { "0": { text: "down", color: "red" } } })
 */
export function statusHistory(
  title: string,
  queries: PanelQueries,
  options: StatusHistoryOptions = {},
): StatusHistoryPanel {
  return definePanel("status-history", title, queries, options, statusHistoryOptions);
}

export const statusHistoryKind: PanelKind<StatusHistoryPanel> = {
  type: "status-history",
  options: statusHistoryOptions,
  format: "time_series",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      showValue: options.showValue ?? "auto",
      rowHeight: options.rowHeight ?? 0.9,
      colWidth: options.columnWidth ?? 0.9,
      ...(options.perPage !== undefined && { perPage: options.perPage }),
      legend: renderLegend(options.showLegend ?? "list", []),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: { ...values, color: valueColor(options), custom: { lineWidth: 1, fillOpacity: options.fill ?? 70 } },
      overrides: [],
    },
  }),
};
