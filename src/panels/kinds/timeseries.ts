import {
  anything,
  boolean,
  choice,
  number,
  type OptionTable,
  record,
  string,
} from "../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind, RenderQuery } from "../panel-kind.js";
import { colorSeries } from "../series-colors.js";
import { tooltip } from "../tooltip.js";

export interface TimeseriesOptions extends PanelOptions {
  readonly stack?: "normal" | "percent";
  readonly showLegend?: "table" | "list" | "hidden";
  readonly lines?: "line" | "bars" | "points";
  /** 0 to 100. */
  readonly fill?: number;
  readonly logScale?: 2 | 10;
  /** Fixed colours by the name of the series. */
  readonly colors?: Readonly<Record<string, string>>;
  /** Show exemplars, where the data source has traces for them. */
  readonly exemplars?: boolean;
}

const timeseriesOptions = {
  ...panelOptions,
  stack: choice("normal", "percent"),
  showLegend: choice("table", "list", "hidden"),
  lines: choice("line", "bars", "points"),
  fill: number,
  logScale: anything,
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

export const timeseriesKind: PanelKind<TimeseriesPanel> = {
  type: "timeseries",
  format: "time_series",
  showsNumbers: true,
  showsTrend: true,
  height: () => 8,
  scale: ({ logScale }) => (logScale === undefined ? "from zero" : "free"),
  instant: () => false,
  exemplars: ({ exemplars }) => exemplars ?? false,
  render: ({ panel: { options }, queries, values }) => ({
    options: { legend: renderLegend(options.showLegend ?? defaultLegend(options, queries)), tooltip },
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
    fillOpacity: options.fill ?? defaultFill,
    gradientMode: "none",
    showPoints: drawStyle === "points" ? "always" : "auto",
    pointSize: drawStyle === "points" ? 5 : 4,
    spanNulls: false,
    stacking: { mode: stacking, group: "A" },
    thresholdsStyle: { mode: showsThresholds ? "dashed" : "off" },
    ...(options.logScale !== undefined && { scaleDistribution: { type: "log", log: options.logScale } }),
  };
}

/** A single line needs no legend: the title names it. */
function defaultLegend({ legend }: TimeseriesOptions, queries: readonly RenderQuery[]): "list" | "hidden" {
  const [query] = queries;
  if (query === undefined || queries.length > 1 || legend !== undefined || query.name !== undefined) return "list";
  const isOneSeries = query.signal ? query.signal.by.length === 0 : query.traits.oneSeries;
  return isOneSeries ? "hidden" : "list";
}

function renderLegend(show: "table" | "list" | "hidden") {
  if (show === "hidden") return { displayMode: "list", placement: "bottom", showLegend: false, calcs: [] };
  const calcs = show === "table" ? ["mean", "max", "lastNotNull"] : ["mean", "max"];
  return { displayMode: show, placement: "bottom", showLegend: true, calcs };
}
