import { boolean, number, type OptionTable, record, string } from "../../../model/definition/option-table.js";
import { endAxis, isLowerBound, withoutGood } from "../../limit-axis.js";
import { type AxisOptions, type GraphOptions, graphOptions, renderGraphOptions } from "../../options/graph-options.js";
import { defaultLegend, renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderQuery } from "../../panel-kind.js";
import { colorSeries } from "../../series-colors.js";

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

export const timeseriesKind: PanelKind<TimeseriesPanel> = {
  type: "timeseries",
  options: timeseriesOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: true,
  height: () => 8,
  scale: ({ logScale, axis }) => (isLogarithmic(logScale, axis) ? "free" : "from zero"),
  instant: () => false,
  exemplars: ({ exemplars }) => exemplars ?? false,
  render: ({ panel: { options }, queries, values, width }) => {
    const lines = countLines(queries);
    const { softMax, ...end } = endsAutomatically(options) ? endAxis(options, values, queries) : {};
    const lowerBound = values.thresholds && isLowerBound(values.thresholds) ? values.thresholds : undefined;
    return {
      options: {
        legend: renderLegend(options.showLegend ?? defaultLegend(lines, width)),
        tooltip: renderTooltip(options.tooltip),
      },
      fieldConfig: {
        // Spreads come last: in Node 20, every object that adds properties to a spread has a hidden class of its own,
        // larger than the object.
        defaults: {
          color: { mode: "palette-classic" },
          custom: {
            thresholdsStyle: { mode: thresholdsStyle(options, lowerBound !== undefined) },
            ...renderGraph(options, lines),
            ...(softMax !== undefined && { axisSoftMax: softMax }),
          },
          ...values,
          ...end,
          ...(lowerBound && { thresholds: withoutGood(lowerBound) }),
        },
        overrides: colorSeries(queries, options.colors),
      },
    };
  },
};

/** Up to this many lines, each can be wide. */
const fewLines = 5;

function renderGraph(options: TimeseriesOptions, lines: number) {
  const drawStyle = options.lines ?? "line";
  const stacking = options.stack ?? "none";
  const isMany = lines > fewLines && drawStyle === "line";
  // The areas of lines that are not stacked add up to mud.
  const defaultFill = drawStyle === "bars" ? 80 : stacking !== "none" ? 40 : lines > 1 ? 0 : 10;
  return {
    drawStyle,
    lineInterpolation: "linear",
    lineWidth: drawStyle === "bars" ? 0 : isMany ? 1 : 2,
    fillOpacity: defaultFill,
    gradientMode: "none",
    showPoints: drawStyle === "points" ? "always" : isMany ? "never" : "auto",
    pointSize: drawStyle === "points" ? 5 : 4,
    spanNulls: false,
    stacking: { mode: stacking, group: "A" },
    ...(options.logScale !== undefined && { scaleDistribution: { type: "log", log: options.logScale } }),
    ...renderGraphOptions(options),
  };
}

function thresholdsStyle({ thresholds }: TimeseriesOptions, isLowerBound: boolean) {
  if (thresholds === undefined || thresholds.lines === false) return "off";
  return isLowerBound ? "dashed+area" : "dashed";
}

/** The number of lines; infinite if an expression may have any number of them. */
function countLines(queries: readonly RenderQuery[]): number {
  const areSingle = queries.every(({ signal, traits }) => signal?.by.length === 0 || traits.oneSeries);
  return areSingle ? queries.length : Number.POSITIVE_INFINITY;
}

/** Shares of a whole end at the whole, and a logarithmic axis has no room to spare. */
function endsAutomatically({ stack, logScale, axis }: TimeseriesOptions): boolean {
  return stack !== "percent" && !isLogarithmic(logScale, axis);
}

function isLogarithmic(logScale: number | undefined, axis: AxisOptions | undefined): boolean {
  return logScale !== undefined || (axis?.scale ?? "linear") !== "linear";
}
