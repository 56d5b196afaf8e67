import {
  boolean,
  choice,
  number,
  type OptionTable,
  object,
  record,
  string,
} from "../../../model/definition/option-table.js";
import { fieldName, mergeQueries, unitsByField, valuedQueries } from "../../merged-queries.js";
import { type AxisOptions, axisOptions, dropUndefined, renderAxis } from "../../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTextSize, type TextSize, textSizeShape } from "../../options/text-size.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface BarChartOptions extends PanelOptions {
  /** The label that names the bars. @default the first label */
  readonly x?: string;
  /** The label or query name that the bars are sorted by. @default the first query, the largest value first */
  readonly sortBy?: string;
  /** @default true, unless `sortBy` is given */
  readonly descending?: boolean;
  readonly direction?: "horizontal" | "vertical" | "auto";
  readonly stack?: "none" | "normal" | "percent";
  readonly showValue?: "auto" | "always" | "never";
  /** Colours the bars by the values of this label or query, instead of by query. */
  readonly colorBy?: string;
  /** Fixed colours by the name of the query. */
  readonly colors?: Readonly<Record<string, string>>;
  /** Opacity of the bars, 0 to 100. @default 80 */
  readonly fill?: number;
  /** Share of the room for a bar that it fills, 0 to 1. @default 0.97 */
  readonly barWidth?: number;
  /** Share of the room for a group of bars that it fills, 0 to 1. @default 0.7 */
  readonly groupWidth?: number;
  /** Roundness of the corners, 0 to 0.5. */
  readonly barRadius?: number;
  /** Degrees by which the names of the bars are rotated, -90 to 90. @default 0 */
  readonly rotateNames?: number;
  /** The most letters of a name. */
  readonly maxNameLength?: number;
  /** Minimum distance between names, in pixels; names that do not fit are left out. @default 0: all are shown */
  readonly nameSpacing?: number;
  /** Highlights the whole group under the pointer. Default false. */
  readonly highlightGroup?: boolean;
  /** Width of the line around bars, in pixels. @default 1 */
  readonly lineWidth?: number;
  readonly textSize?: TextSize;
  readonly axis?: AxisOptions;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const barChartOptions = {
  ...panelOptions,
  x: string,
  sortBy: string,
  descending: boolean,
  direction: choice("horizontal", "vertical", "auto"),
  stack: choice("none", "normal", "percent"),
  showValue: choice("auto", "always", "never"),
  colorBy: string,
  colors: record(string),
  fill: number,
  barWidth: number,
  groupWidth: number,
  barRadius: number,
  rotateNames: number,
  maxNameLength: number,
  nameSpacing: number,
  highlightGroup: boolean,
  lineWidth: number,
  textSize: textSizeShape,
  axis: object(axisOptions),
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<BarChartOptions>;

export type BarChartPanel = PanelOf<"barchart", BarChartOptions>;

/**
 * A bar, or a group of bars, for each value of a label: the latest values, compared with each other.
 *
 * @example
 * barChart("Orders", { placed, rejected }, { x: "app", stack: "normal" })
 */
export function barChart(title: string, queries: PanelQueries, options: BarChartOptions = {}): BarChartPanel {
  return definePanel("barchart", title, queries, options, barChartOptions);
}

export const barChartKind: PanelKind<BarChartPanel> = {
  type: "barchart",
  options: barChartOptions,
  format: "table",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "from zero",
  instant: () => true,
  render: ({ panel: { options }, queries, values }) => {
    const [first] = valuedQueries(queries);
    const sortBy = options.sortBy ?? (first && fieldName(first));
    const descending = options.descending ?? options.sortBy === undefined;
    return {
      options: {
        ...dropUndefined({ xField: options.x, colorByField: options.colorBy, barRadius: options.barRadius }),
        orientation: options.direction ?? "auto",
        stacking: options.stack ?? "none",
        showValue: options.showValue ?? "auto",
        barWidth: options.barWidth ?? 0.97,
        groupWidth: options.groupWidth ?? 0.7,
        xTickLabelRotation: options.rotateNames ?? 0,
        xTickLabelMaxLength: options.maxNameLength ?? 0,
        xTickLabelSpacing: options.nameSpacing ?? 0,
        fullHighlight: options.highlightGroup ?? false,
        ...renderTextSize(options.textSize),
        legend: renderLegend(options.showLegend ?? (queries.length > 1 ? "list" : "hidden"), []),
        tooltip: renderTooltip(options.tooltip),
      },
      fieldConfig: {
        defaults: {
          ...values,
          color: { mode: options.thresholds ? "thresholds" : "palette-classic" },
          custom: {
            lineWidth: options.lineWidth ?? 1,
            fillOpacity: options.fill ?? 80,
            gradientMode: "none",
            thresholdsStyle: { mode: "off" },
            ...renderAxis(options.axis),
          },
        },
        overrides: [
          ...(options.unit === undefined && values.unit === undefined ? unitsByField(queries) : []),
          ...Object.entries(options.colors ?? {}).map(([name, color]) => ({
            matcher: { id: "byName", options: name },
            properties: [{ id: "color", value: { mode: "fixed", fixedColor: color } }],
          })),
        ],
      },
      transformations: [
        ...mergeQueries(queries),
        ...(sortBy === undefined
          ? []
          : [{ id: "sortBy", options: { fields: {}, sort: [{ field: sortBy, desc: descending }] } }]),
      ],
    };
  },
};
