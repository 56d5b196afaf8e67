import { boolean, number, type OptionTable, record, string } from "../../model/definition/option-table.js";
import { type AxisOptions, type GraphOptions, graphOptions, renderGraphOptions } from "../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind, RenderQuery } from "../panel-kind.js";
import { colorSeries } from "../series-colors.js";

export interface TimeseriesOptions extends PanelOptions, GraphOptions {
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
  readonly logScale?: 2 | 10;
  /** Fixed colours by the name of the series. */
  readonly colors?: Readonly<Record<string, string>>;
  /** Show exemplars, where the data source has traces for them. */
  readonly exemplars?: boolean;
}

const timeseriesOptions = {
  ...panelOptions,
  ...graphOptions,
  showLegend: showLegendShape,
  tooltip: tooltipShape,
  logScale: number,
  colors: record(string),
  exemplars: boolean,
} as const satisfies OptionTable<TimeseriesOptions>;

export type TimeseriesPanel = PanelOf<"timeseries", TimeseriesOptions>;

/**
 * Lines, bars or points over time.
 *
 * @example
 * timeseries("Requests", promql`sum(rate(${user.http.requests}[${window}]))`, { unit: "reqps", description: "…" })
 */
export function timeseries(title: string, queries: PanelQueries, options: TimeseriesOptions = {}): TimeseriesPanel {
  return definePanel("timeseries", title, queries, options, timeseriesOptions);
}

const legendCalculations = { list: ["mean", "max"], table: ["mean", "max", "last"] } as const;

export const timeseriesKind: PanelKind<TimeseriesPanel> = {
  type: "timeseries",
  format: "time_series",
  showsNumbers: true,
  showsTrend: true,
  height: () => 8,
  scale: ({ logScale, axis }) => (isLogarithmic(logScale, axis) ? "free" : "from zero"),
  instant: () => false,
  exemplars: ({ exemplars }) => exemplars ?? false,
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      legend: renderLegend(options.showLegend ?? defaultLegend(options, queries), legendCalculations),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: { ...values, color: { mode: "palette-classic" }, custom: renderGraph(options) },
      overrides: colorSeries(queries, options.colors),
    },
  }),
};

function renderGraph(options: TimeseriesOptions) {
  const drawStyle = options.lines ?? "line";
  const stacking = options.stack ?? "none";
  const defaultFill = drawStyle === "bars" ? 80 : stacking === "none" ? 10 : 40;
  const showsThresholds = options.thresholds !== undefined && options.thresholds.lines !== false;
  return {
    drawStyle,
    lineInterpolation: "linear",
    lineWidth: drawStyle === "bars" ? 0 : 2,
    fillOpacity: defaultFill,
    gradientMode: "none",
    showPoints: drawStyle === "points" ? "always" : "auto",
    pointSize: drawStyle === "points" ? 5 : 4,
    spanNulls: false,
    stacking: { mode: stacking, group: "A" },
    thresholdsStyle: { mode: showsThresholds ? "dashed" : "off" },
    ...(options.logScale !== undefined && { scaleDistribution: { type: "log", log: options.logScale } }),
    ...renderGraphOptions(options),
  };
}

/** A single line needs no legend: the title names it. */
function defaultLegend({ legend }: TimeseriesOptions, queries: readonly RenderQuery[]): "list" | "hidden" {
  const [query] = queries;
  if (query === undefined || queries.length > 1 || legend !== undefined || query.name !== undefined) return "list";
  const isOneSeries = query.signal ? query.signal.by.length === 0 : query.traits.oneSeries;
  return isOneSeries ? "hidden" : "list";
}

function isLogarithmic(logScale: number | undefined, axis: AxisOptions | undefined): boolean {
  return logScale !== undefined || (axis?.scale ?? "linear") !== "linear";
}
