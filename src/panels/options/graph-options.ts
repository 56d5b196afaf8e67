import { boolean, choice, number, type OptionTable, object, string } from "../../model/definition/option-table.js";

/** The y axis of the series of a graph. */
export interface AxisOptions {
  readonly label?: string;
  /** @default `"auto"`: the first unit on the left, a second one on the right */
  readonly placement?: "auto" | "left" | "right" | "hidden";
  /** The axis begins here, unless a value is smaller. */
  readonly softMin?: number;
  /** The axis ends here, unless a value is greater: keeps a limit in sight while values are small. */
  readonly softMax?: number;
  readonly scale?: "linear" | "log2" | "log10" | "symlog";
  /** Width of the axis in pixels, the same for graphs below each other. */
  readonly width?: number;
  readonly gridLines?: boolean;
  /** Zero in the middle: for values that go both ways. */
  readonly centeredZero?: boolean;
  /** Draws the line of the axis. Default false. */
  readonly border?: boolean;
  /** The colour of the axis; that of its series tells two axes apart. @default `"text"` */
  readonly color?: "text" | "series";
  /** Values below it are on a linear scale. Implies `scale: "symlog"`. @default 1 */
  readonly linearThreshold?: number;
}

export const axisOptions = {
  label: string,
  placement: choice("auto", "left", "right", "hidden"),
  softMin: number,
  softMax: number,
  scale: choice("linear", "log2", "log10", "symlog"),
  width: number,
  gridLines: boolean,
  centeredZero: boolean,
  border: boolean,
  color: choice("text", "series"),
  linearThreshold: number,
} as const satisfies OptionTable<AxisOptions>;

/** The style in which the series of a graph are drawn. */
export interface GraphOptions {
  readonly lines?: "line" | "bars" | "points";
  /** In pixels. */
  readonly lineWidth?: number;
  readonly lineStyle?: "solid" | "dash" | "dots";
  readonly interpolation?: "linear" | "smooth" | "step-before" | "step-after";
  /** Opacity of the area, 0 to 100. */
  readonly fill?: number;
  /** Fills the area up to another series, by its name in the legend. */
  readonly fillBelowTo?: string;
  readonly gradient?: "none" | "opacity" | "hue" | "scheme";
  readonly points?: "auto" | "always" | "never";
  /** In pixels. */
  readonly pointSize?: number;
  /** Connect points across gaps; a number in milliseconds is the longest gap. */
  readonly spanGaps?: boolean | number;
  /** Breaks the line between points further apart than these milliseconds. */
  readonly breakGaps?: number;
  /** One colour for the lines of all series, whatever their colour is. */
  readonly lineColor?: string;
  /** One colour for the areas of all series. */
  readonly fillColor?: string;
  /** One colour for the points of all series. */
  readonly pointColor?: string;
  readonly stack?: "none" | "normal" | "percent";
  /** The side of its time on which a bar is drawn. @default `"center"` */
  readonly barAlignment?: "before" | "center" | "after";
  /** The share of its room that a bar fills, 0 to 1. Default 0.6. */
  readonly barWidth?: number;
  /** Maximum width of a bar, in pixels. */
  readonly maxBarWidth?: number;
  /** Draws values below zero instead of above: what is sent below what is received. Default false. */
  readonly negativeY?: boolean;
  readonly axis?: AxisOptions;
}

export const graphOptions = {
  lines: choice("line", "bars", "points"),
  lineWidth: number,
  lineStyle: choice("solid", "dash", "dots"),
  interpolation: choice("linear", "smooth", "step-before", "step-after"),
  fill: number,
  fillBelowTo: string,
  gradient: choice("none", "opacity", "hue", "scheme"),
  points: choice("auto", "always", "never"),
  pointSize: number,
  spanGaps: { is: "anything" },
  breakGaps: number,
  lineColor: string,
  fillColor: string,
  pointColor: string,
  stack: choice("none", "normal", "percent"),
  barAlignment: choice("before", "center", "after"),
  barWidth: number,
  maxBarWidth: number,
  negativeY: boolean,
  axis: object(axisOptions),
} as const satisfies OptionTable<GraphOptions>;

const lineStyles = {
  solid: { fill: "solid" },
  dash: { fill: "dash", dash: [10, 10] },
  dots: { fill: "dot", dash: [0, 10] },
};
const interpolations = { linear: "linear", smooth: "smooth", "step-before": "stepBefore", "step-after": "stepAfter" };
const barAlignments = { before: -1, center: 0, after: 1 };
/** Grafana's scales. */
export const scales = {
  linear: { type: "linear" },
  log2: { type: "log", log: 2 },
  log10: { type: "log", log: 10 },
  symlog: { type: "symlog", log: 10 },
};

/** Renders the options of an axis that are given, by the names of Grafana's custom field options. */
export function renderAxis(axis: AxisOptions = {}): Readonly<Record<string, unknown>> {
  return dropUndefined({
    axisLabel: axis.label,
    axisPlacement: axis.placement,
    axisSoftMin: axis.softMin,
    axisSoftMax: axis.softMax,
    axisWidth: axis.width,
    axisGridShow: axis.gridLines,
    axisCenteredZero: axis.centeredZero,
    axisBorderShow: axis.border,
    axisColorMode: axis.color,
    scaleDistribution: renderScale(axis),
  });
}

function renderScale({ scale, linearThreshold }: AxisOptions): object | undefined {
  if (linearThreshold === undefined) return scale && scales[scale];
  return { ...scales[scale ?? "symlog"], linearThreshold };
}

/** Renders the options that are given, by the names of Grafana's custom field options. */
export function renderGraphOptions(options: GraphOptions): Readonly<Record<string, unknown>> {
  const { stack, lineStyle, interpolation, barAlignment } = options;
  const rendered = dropUndefined({
    drawStyle: options.lines,
    lineInterpolation: interpolation && interpolations[interpolation],
    lineWidth: options.lineWidth,
    lineStyle: lineStyle && lineStyles[lineStyle],
    fillOpacity: options.fill,
    fillBelowTo: options.fillBelowTo,
    gradientMode: options.gradient,
    showPoints: options.points,
    pointSize: options.pointSize,
    spanNulls: options.spanGaps,
    insertNulls: options.breakGaps,
    lineColor: options.lineColor,
    fillColor: options.fillColor,
    pointColor: options.pointColor,
    stacking: stack && { mode: stack, group: "A" },
    barAlignment: barAlignment && barAlignments[barAlignment],
    barWidthFactor: options.barWidth,
    barMaxWidth: options.maxBarWidth,
    transform: options.negativeY ? "negative-Y" : undefined,
  });
  return { ...rendered, ...renderAxis(options.axis) };
}

export function dropUndefined(properties: object): Readonly<Record<string, unknown>> {
  const defined: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) defined[name] = value;
  return defined;
}
