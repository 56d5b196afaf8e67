import { type OptionTable, string } from "../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind, RenderInput } from "../panel-kind.js";

export interface HeatmapOptions extends PanelOptions {
  readonly scheme?: string;
}

const heatmapOptions = {
  ...panelOptions,
  scheme: string,
} as const satisfies OptionTable<HeatmapOptions>;

export type HeatmapPanel = PanelOf<"heatmap", HeatmapOptions>;

/** The buckets of a histogram over time. */
export function heatmap(title: string, queries: PanelQueries, options: HeatmapOptions = {}): HeatmapPanel {
  return definePanel("heatmap", title, queries, options, heatmapOptions);
}

export const heatmapKind: PanelKind<HeatmapPanel> = {
  type: "heatmap",
  format: "heatmap",
  legend: "{{le}}",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  // The cells are counts; unit and bounds are those of the y axis.
  scale: () => "custom",
  instant: () => false,
  render: (input) => ({
    options: {
      calculate: false,
      color: {
        mode: "scheme",
        scheme: input.panel.options.scheme ?? "Oranges",
        fill: "dark-orange",
        scale: "exponential",
        exponent: 0.5,
        steps: 64,
        reverse: false,
      },
      cellGap: 1,
      // Empty buckets stay blank.
      filterValues: { le: 1e-9 },
      rowsFrame: { layout: "auto" },
      cellValues: { unit: "short" },
      showValue: "never",
      yAxis: renderYAxis(input),
      legend: { show: true },
      tooltip: { mode: "single", yHistogram: true, showColorScale: true },
      exemplars: { color: "rgba(255,0,255,0.7)" },
    },
    fieldConfig: { defaults: {}, overrides: [] },
  }),
};

/** The y axis has the unit of the observations, which the buckets count. */
function renderYAxis({ panel: { options }, queries }: RenderInput<HeatmapPanel>) {
  const { decimals, min, max } = options;
  const unit = options.unit ?? queries[0]?.signal?.unit ?? queries[0]?.traits.bucketUnit;
  return {
    axisPlacement: "left",
    reverse: false,
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}
