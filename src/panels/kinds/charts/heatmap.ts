import {
  anything,
  boolean,
  choice,
  choiceOr,
  number,
  type OptionTable,
  object,
  string,
} from "../../../model/definition/option-table.js";
import { type AxisOptions, axisOptions, dropUndefined, renderAxis, scales } from "../../options/graph-options.js";
import {
  renderTooltipSize,
  type TooltipMode,
  type TooltipSize,
  tooltipMode,
  tooltipModes,
  tooltipSize,
} from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind, RenderInput } from "../../panel-kind.js";

/** The number of buckets of an axis, or the size of one: a duration on the x axis, a value on the y axis. */
export interface HeatmapBuckets {
  readonly count?: number;
  readonly size?: string | number;
  readonly scale?: AxisOptions["scale"];
}

export interface HeatmapColors {
  /** @default 64 */
  readonly steps?: number;
  /** @default `"exponential"`, so that single events are seen beside many */
  readonly scale?: "linear" | "exponential";
  /** @default 0.5 */
  readonly exponent?: number;
  /** The counts at which the scale begins and ends. Default those that there are. */
  readonly min?: number;
  readonly max?: number;
  readonly reverse?: boolean;
  /** One colour instead of a scheme, more opaque for higher counts. It tells heatmaps side by side apart. */
  readonly fill?: string;
}

export interface HeatmapCells {
  readonly unit?: string;
  readonly decimals?: number;
  readonly showValue?: "auto" | "always" | "never";
  /** In pixels. @default 1 */
  readonly gap?: number;
  /** Roundness of the corners, in pixels. @default 0 */
  readonly radius?: number;
  /** Cells below this count stay blank. @default 1e-9: empty ones */
  readonly hideBelow?: number;
  readonly hideAbove?: number;
}

export interface HeatmapOptions extends PanelOptions {
  readonly scheme?: string;
  /** Divides the values of series into buckets. Default false: the series are buckets. */
  readonly calculate?: { readonly x?: HeatmapBuckets; readonly y?: HeatmapBuckets };
  readonly colors?: HeatmapColors;
  readonly cells?: HeatmapCells;
  readonly axis?: AxisOptions;
  /** Largest values at the bottom. Default false. */
  readonly reverse?: boolean;
  /** The scale of colours. Default true. */
  readonly showLegend?: boolean;
  readonly tooltip?: TooltipMode | HeatmapTooltip;
}

export interface HeatmapTooltip extends TooltipSize {
  readonly show?: TooltipMode;
  /** The counts of all buckets at that time. Default true. */
  readonly histogram?: boolean;
  /** The position of the count on the colour scale. Default true. */
  readonly colorScale?: boolean;
}

const bucketOptions = {
  count: number,
  size: anything,
  scale: axisOptions.scale,
} as const satisfies OptionTable<HeatmapBuckets>;

const colorOptions = {
  steps: number,
  scale: choice("linear", "exponential"),
  exponent: number,
  min: number,
  max: number,
  reverse: boolean,
  fill: string,
} as const satisfies OptionTable<HeatmapColors>;

const cellOptions = {
  unit: string,
  decimals: number,
  showValue: choice("auto", "always", "never"),
  gap: number,
  radius: number,
  hideBelow: number,
  hideAbove: number,
} as const satisfies OptionTable<HeatmapCells>;

const tooltipOptions = {
  ...tooltipSize,
  show: tooltipMode,
  histogram: boolean,
  colorScale: boolean,
} as const satisfies OptionTable<HeatmapTooltip>;

const heatmapOptions = {
  ...panelOptions,
  scheme: string,
  calculate: object({ x: object(bucketOptions), y: object(bucketOptions) }),
  colors: object(colorOptions),
  cells: object(cellOptions),
  axis: object(axisOptions),
  reverse: boolean,
  showLegend: boolean,
  tooltip: choiceOr(["all", "single", "none"], object(tooltipOptions)),
} as const satisfies OptionTable<HeatmapOptions>;

export type HeatmapPanel = PanelOf<"heatmap", HeatmapOptions>;

/** The buckets of a histogram over time. */
export function heatmap(title: string, queries: PanelQueries, options: HeatmapOptions = {}): HeatmapPanel {
  return definePanel("heatmap", title, queries, options, heatmapOptions);
}

export const heatmapKind: PanelKind<HeatmapPanel> = {
  type: "heatmap",
  options: heatmapOptions,
  format: "heatmap",
  legend: "{{le}}",
  divides: ({ calculate }) => calculate !== undefined,
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  // The cells are counts; unit and bounds are those of the y axis.
  scale: () => "custom",
  instant: () => false,
  render: (input) => {
    const { options } = input.panel;
    return {
      options: {
        calculate: options.calculate !== undefined,
        ...(options.calculate && {
          calculation: dropUndefined({
            xBuckets: options.calculate.x && renderBuckets(options.calculate.x),
            yBuckets: options.calculate.y && renderBuckets(options.calculate.y),
          }),
        }),
        color: renderColors(options),
        ...renderCells(options.cells),
        yAxis: renderYAxis(input),
        legend: { show: options.showLegend ?? true },
        tooltip: renderHeatmapTooltip(options.tooltip),
        exemplars: { color: "rgba(255,0,255,0.7)" },
      },
      fieldConfig: { defaults: {}, overrides: [] },
    };
  },
};

function renderBuckets({ count, size, scale }: HeatmapBuckets): object {
  const value = size ?? count;
  return dropUndefined({
    mode: size === undefined ? "count" : "size",
    value: value === undefined ? undefined : String(value),
    scale: scale && scales[scale],
  });
}

function renderColors({ scheme = "Oranges", colors = {} }: HeatmapOptions): object {
  return {
    mode: colors.fill === undefined ? "scheme" : "opacity",
    scheme,
    fill: colors.fill ?? "dark-orange",
    scale: colors.scale ?? "exponential",
    exponent: colors.exponent ?? 0.5,
    steps: colors.steps ?? 64,
    reverse: colors.reverse ?? false,
    ...dropUndefined({ min: colors.min, max: colors.max }),
  };
}

function renderCells(cells: HeatmapCells = {}): object {
  const { unit = "short", decimals, showValue, gap, radius, hideBelow, hideAbove } = cells;
  return {
    cellGap: gap ?? 1,
    ...(radius !== undefined && { cellRadius: radius }),
    // Empty buckets stay blank.
    filterValues: { le: hideBelow ?? 1e-9, ...(hideAbove !== undefined && { ge: hideAbove }) },
    rowsFrame: { layout: "auto" },
    cellValues: { unit, ...(decimals !== undefined && { decimals }) },
    showValue: showValue ?? "never",
  };
}

/** The y axis has the unit of the observations, which the buckets count. */
function renderYAxis({ panel: { options }, queries }: RenderInput<HeatmapPanel>) {
  const { decimals, min, max } = options;
  const unit = options.unit ?? queries[0]?.signal?.unit ?? queries[0]?.traits.bucketUnit;
  return {
    axisPlacement: "left",
    reverse: options.reverse ?? false,
    ...renderAxis(options.axis),
    ...(unit !== undefined && { unit }),
    ...(decimals !== undefined && { decimals }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}

function renderHeatmapTooltip(tooltip: HeatmapOptions["tooltip"] = "single") {
  const options: HeatmapTooltip = typeof tooltip === "string" ? { show: tooltip } : tooltip;
  const { show = "single", histogram = true, colorScale = true } = options;
  return {
    mode: tooltipModes[show] ?? show,
    yHistogram: histogram,
    showColorScale: colorScale,
    ...renderTooltipSize(options),
  };
}
