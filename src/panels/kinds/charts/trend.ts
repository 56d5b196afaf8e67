import { type OptionTable, required, string } from "../../../model/definition/option-table.js";
import { mergeQueries, unitsByField } from "../../merged-queries.js";
import { type GraphOptions, graphOptions, renderGraphOptions } from "../../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface TrendOptions extends PanelOptions, GraphOptions {
  /** The label or query on the x axis, whose values are numbers: `"le"`. */
  readonly x: string;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const trendOptions = {
  ...panelOptions,
  ...graphOptions,
  x: required(string),
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<TrendOptions>;

export type TrendPanel = PanelOf<"trend", TrendOptions>;

/**
 * The latest values over numbers instead of time: over the values of a label, or over those of another query.
 *
 * @example
 * trend("Requests up to a duration", promql`sum by (le) (increase(${buckets}[1h]))`, { x: "le" })
 */
export function trend(title: string, queries: PanelQueries, options: TrendOptions): TrendPanel {
  return definePanel("trend", title, queries, options ?? {}, trendOptions);
}

export const trendKind: PanelKind<TrendPanel> = {
  type: "trend",
  options: trendOptions,
  format: "table",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: ({ axis }) => ((axis?.scale ?? "linear") === "linear" ? "from zero" : "free"),
  instant: () => true,
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      xField: options.x,
      legend: renderLegend(options.showLegend ?? (queries.length > 1 ? "list" : "hidden"), []),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: {
        ...values,
        color: { mode: "palette-classic" },
        custom: {
          drawStyle: "line",
          lineInterpolation: "linear",
          lineWidth: 2,
          fillOpacity: 10,
          showPoints: "auto",
          pointSize: 4,
          ...renderGraphOptions(options),
        },
      },
      overrides: values.unit === undefined ? unitsByField(queries) : [],
    },
    transformations: [
      ...mergeQueries(queries),
      // Labels are text; the panel needs numbers in ascending order.
      {
        id: "convertFieldType",
        options: { fields: {}, conversions: [{ targetField: options.x, destinationType: "number" }] },
      },
      { id: "sortBy", options: { fields: {}, sort: [{ field: options.x, desc: false }] } },
    ],
  }),
};
