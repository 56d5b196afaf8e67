import { boolean, choice, number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { type AxisOptions, axisOptions, dropUndefined, renderAxis } from "../../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { colorSeries } from "../../series-colors.js";

export interface HistogramPanelOptions extends PanelOptions {
  /** About how many bars there are. @default 30 */
  readonly buckets?: number;
  /** Width of a bar, in the unit of the values: a whole number, as Grafana stores it. Takes precedence over `buckets`. */
  readonly bucketSize?: number;
  /** The value at which the first bar begins. @default 0 */
  readonly bucketOffset?: number;
  /** Counts the values of all series together. @default false */
  readonly combine?: boolean;
  readonly stack?: "none" | "normal" | "percent";
  /** Opacity of the bars, 0 to 100. @default 80 */
  readonly fill?: number;
  /** Width of the line around bars, in pixels. @default 1 */
  readonly lineWidth?: number;
  readonly axis?: AxisOptions;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const histogramPanelOptions = {
  ...panelOptions,
  buckets: number,
  bucketSize: number,
  bucketOffset: number,
  combine: boolean,
  stack: choice("none", "normal", "percent"),
  fill: number,
  lineWidth: number,
  axis: object(axisOptions),
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<HistogramPanelOptions>;

export type HistogramPanel = PanelOf<"histogram", HistogramPanelOptions>;

/**
 * Shows how often values occur in the time range. (`histogram` is the metric; its buckets are drawn by `heatmap`.)
 *
 * @example
 * histogramPanel("CPU of pods", promql`sum by (pod) (rate(${pods.cpu}[${window}]))`, { combine: true })
 */
export function histogramPanel(
  title: string,
  queries: PanelQueries,
  options: HistogramPanelOptions = {},
): HistogramPanel {
  return definePanel("histogram", title, queries, options, histogramPanelOptions);
}

export const histogramKind: PanelKind<HistogramPanel> = {
  type: "histogram",
  options: histogramPanelOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      ...dropUndefined({
        bucketCount: options.buckets,
        bucketSize: options.bucketSize,
        bucketOffset: options.bucketOffset,
      }),
      combine: options.combine ?? false,
      legend: renderLegend(options.showLegend ?? (options.combine ? "hidden" : "list"), []),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: {
        ...values,
        color: { mode: "palette-classic" },
        custom: {
          lineWidth: options.lineWidth ?? 1,
          fillOpacity: options.fill ?? 80,
          gradientMode: "none",
          stacking: { mode: options.stack ?? "none", group: "A" },
          ...renderAxis(options.axis),
        },
      },
      overrides: colorSeries(queries),
    },
  }),
};
