import { choice, number, type OptionTable, object, string } from "../../../model/definition/option-table.js";
import { fieldName, mergeQueries, unitsByField, valuedQueries } from "../../merged-queries.js";
import { type AxisOptions, axisOptions, renderAxis } from "../../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderInput } from "../../panel-kind.js";

export interface XyChartOptions extends PanelOptions {
  /** The query or label on the x axis. @default the first query */
  readonly x?: string;
  /** The query on the y axis. @default the second query */
  readonly y?: string;
  /** The query that the size of a point shows. */
  readonly size?: string;
  /** The query or label that colours the points. */
  readonly color?: string;
  /** @default `"points"` */
  readonly show?: "points" | "lines" | "points and lines";
  /** In pixels. @default 5 */
  readonly pointSize?: number;
  readonly pointShape?: "circle" | "square";
  /** Opacity of the points, 0 to 100. @default 50 */
  readonly fill?: number;
  /** In pixels. @default 1 */
  readonly lineWidth?: number;
  readonly xAxis?: AxisOptions;
  readonly axis?: AxisOptions;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const xyChartOptions = {
  ...panelOptions,
  x: string,
  y: string,
  size: string,
  color: string,
  show: choice("points", "lines", "points and lines"),
  pointSize: number,
  pointShape: choice("circle", "square"),
  fill: number,
  lineWidth: number,
  xAxis: object(axisOptions),
  axis: object(axisOptions),
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<XyChartOptions>;

export type XyChartPanel = PanelOf<"xychart", XyChartOptions>;

/**
 * The values of one query against those of another: a point for each set of labels that they share.
 *
 * @example
 * xyChart("Load and latency of pods", { load, latency }, { size: "load" })
 */
export function xyChart(title: string, queries: PanelQueries, options: XyChartOptions = {}): XyChartPanel {
  return definePanel("xychart", title, queries, options, xyChartOptions);
}

const modes = { points: "points", lines: "lines", "points and lines": "points+lines" } as const;

export const xyChartKind: PanelKind<XyChartPanel> = {
  type: "xychart",
  options: xyChartOptions,
  format: "table",
  // Each axis has a unit of its own.
  showsNumbers: false,
  showsTrend: false,
  height: () => 10,
  scale: () => "free",
  instant: () => true,
  render: (input) => {
    const { options } = input.panel;
    const { x, y } = axes(input);
    const xAxis = Object.entries(renderAxis({ label: x, ...options.xAxis }));
    return {
      options: {
        mapping: "manual",
        series: [{ frame: { matcher: { id: "byIndex", options: 0 } }, ...matchers({ ...options, x, y }) }],
        legend: renderLegend(options.showLegend ?? "hidden", []),
        tooltip: renderTooltip(options.tooltip, "single"),
      },
      fieldConfig: {
        defaults: {
          ...input.values,
          color: { mode: options.thresholds ? "thresholds" : "palette-classic" },
          custom: {
            show: modes[options.show ?? "points"],
            pointSize: { fixed: options.pointSize ?? 5 },
            pointShape: options.pointShape ?? "circle",
            pointStrokeWidth: 1,
            fillOpacity: options.fill ?? 50,
            lineWidth: options.lineWidth ?? 1,
            ...renderAxis({ ...(y !== undefined && { label: y }), ...options.axis }),
          },
        },
        overrides: [
          ...(options.unit === undefined ? unitsByField(input.queries) : []),
          ...(x === undefined
            ? []
            : [
                {
                  matcher: { id: "byName", options: x },
                  properties: xAxis.map(([name, value]) => ({ id: `custom.${name}`, value })),
                },
              ]),
        ],
      },
      transformations: mergeQueries(input.queries),
    };
  },
};

/** The fields on the axes. */
function axes({ panel: { options }, queries }: RenderInput<XyChartPanel>) {
  const names = valuedQueries(queries).map(fieldName);
  const x = options.x ?? names.find((name) => name !== options.y);
  return { x, y: options.y ?? names.find((name) => name !== x) };
}

function matchers(fields: Pick<XyChartOptions, "x" | "y" | "size" | "color">) {
  return Object.fromEntries(
    (["x", "y", "size", "color"] as const).flatMap((role) => {
      const name = fields[role];
      return name === undefined ? [] : [[role, { matcher: { id: "byName", options: name } }]];
    }),
  );
}
