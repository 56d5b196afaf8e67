import type { RecordingRule } from "./alert/recording-rule.js";
import type { PanelLink } from "./dashboard/link.js";
import type { LabelVariable } from "./dashboard/variable.js";
import { type Allowances, type Definition, define, type Identity } from "./definition/definition.js";
import type { Query } from "./expression/query.js";
import type { Signal } from "./expression/signal.js";
import type { Thresholds, ValueMappings } from "./threshold.js";

export type PanelType =
  | "timeseries"
  | "stat"
  | "gauge"
  | "bargauge"
  | "table"
  | "heatmap"
  | "logs"
  | "text"
  | "state-timeline"
  | "piechart";

/** What a panel draws: one expression, or several by the name they have in the legend. */
export type Draws = Source | { readonly [legend: string]: Source };
export type Source = Query | Signal | (RecordingRule & { readonly query: Query });

/** How several values over time become one. */
export type Reduce = "lastNotNull" | "last" | "mean" | "max" | "min" | "sum" | "count" | "range" | "delta";

export interface PanelOptions extends Identity {
  /** What it shows and what to make of it: the text behind the panel's (i). */
  readonly description?: string;
  /** Grafana's name of the unit: `"s"`, `"bytes"`, `"percentunit"`, `"reqps"`, `"short"`. A signal brings its own. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly decimals?: number;
  /** Columns out of 24. By default the panels of a line share it equally. */
  readonly width?: number;
  /** Rows of the grid. */
  readonly height?: number;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  readonly links?: readonly PanelLink[];
  /** The name of a data source of the environment, when it is not the default one. */
  readonly dataSource?: string;
  /** How series are named, when there is one expression: `"{{app}}"`. */
  readonly legend?: string;
  /** Once for every value chosen. */
  readonly repeat?: LabelVariable;
  readonly transparent?: boolean;
}

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

export interface StatOptions extends PanelOptions {
  readonly reduce?: Reduce;
  /** Draw how it went behind the number. Default true. */
  readonly sparkline?: boolean;
  readonly color?: "value" | "background" | "none";
}

export interface GaugeOptions extends PanelOptions {
  readonly reduce?: Reduce;
}

export interface BarGaugeOptions extends PanelOptions {
  readonly reduce?: Reduce;
  readonly direction?: "horizontal" | "vertical";
}

export interface TableOptions extends PanelOptions {
  /** Columns by the label or legend they come from, in order. Columns not named here are not shown. */
  readonly columns: { readonly [source: string]: Column };
  readonly sortBy?: string;
  readonly descending?: boolean;
}

export interface Column {
  readonly title?: string;
  readonly unit?: string;
  readonly decimals?: number;
  readonly width?: number;
  readonly thresholds?: Thresholds;
  readonly mappings?: ValueMappings;
  /** Draw the value as a bar, or colour the cell. */
  readonly show?: "text" | "bar" | "background";
}

export interface HeatmapOptions extends PanelOptions {
  readonly scheme?: string;
}

export interface LogsOptions extends PanelOptions {
  readonly newestFirst?: boolean;
  readonly wrap?: boolean;
}

export interface TextOptions extends Identity {
  readonly width?: number;
  readonly height?: number;
  readonly transparent?: boolean;
}

export interface StateTimelineOptions extends PanelOptions {
  readonly merge?: boolean;
}

export interface PieOptions extends PanelOptions {
  readonly donut?: boolean;
  readonly reduce?: Reduce;
}

/** One panel of a dashboard. */
export interface Panel extends Definition {
  readonly kind: "panel";
  readonly type: PanelType;
  readonly title: string;
  /** In the order drawn; the legend is undefined where the source or the options say it. */
  readonly draws: readonly { readonly legend: string | undefined; readonly source: Source }[];
  readonly options: TimeseriesOptions &
    StatOptions &
    Omit<TableOptions, "columns"> &
    Partial<Pick<TableOptions, "columns">> &
    BarGaugeOptions &
    HeatmapOptions &
    LogsOptions &
    StateTimelineOptions &
    PieOptions;
  /** The Markdown of a text panel. */
  readonly markdown: string | undefined;
}

/** A panel made elsewhere: by a builder of Grafana's foundation SDK, or as JSON. */
export interface ForeignPanel extends Definition {
  readonly kind: "foreignPanel";
  readonly key: string | undefined;
  readonly allow: Allowances | undefined;
  readonly json: object;
}

/** What Grafana's foundation SDK calls a builder. */
export interface PanelBuilder {
  build(): object;
}

/** What may stand where a panel does. */
export type PanelLike = Panel | ForeignPanel | PanelBuilder;

/** Lists of panels may be nested: what makes several panels returns a list. */
export type Panels = PanelLike | readonly Panels[];

/**
 * Lines, bars or points over time.
 *
 * @example
 * timeseries("Requests", promql`sum(rate(${user.http.requests}[${window}]))`, { unit: "reqps", description: "…" })
 */
export function timeseries(title: string, draws: Draws, options: TimeseriesOptions = {}): Panel {
  return panel("timeseries", title, draws, options);
}

/** One number, large. */
export function stat(title: string, draws: Draws, options: StatOptions = {}): Panel {
  return panel("stat", title, draws, options);
}

/** A dial. (`gauge` is the metric.) */
export function gaugePanel(title: string, draws: Draws, options: GaugeOptions = {}): Panel {
  return panel("gauge", title, draws, options);
}

/** A bar for each series. */
export function barGauge(title: string, draws: Draws, options: BarGaugeOptions = {}): Panel {
  return panel("bargauge", title, draws, options);
}

/** A row for each series, a column for each label and expression that is named. */
export function table(title: string, draws: Draws, options: TableOptions): Panel {
  return panel("table", title, draws, options);
}

/** The buckets of a histogram over time. */
export function heatmap(title: string, draws: Draws, options: HeatmapOptions = {}): Panel {
  return panel("heatmap", title, draws, options);
}

/** Log lines. */
export function logs(title: string, draws: Draws, options: LogsOptions = {}): Panel {
  return panel("logs", title, draws, options);
}

/** Markdown. */
export function text(title: string, markdown: string, options: TextOptions = {}): Panel {
  return define({ kind: "panel", type: "text", title, draws: [], options: options as Panel["options"], markdown });
}

/** Which state each series was in, when. */
export function stateTimeline(title: string, draws: Draws, options: StateTimelineOptions = {}): Panel {
  return panel("state-timeline", title, draws, options);
}

/** Parts of a whole. */
export function pie(title: string, draws: Draws, options: PieOptions = {}): Panel {
  return panel("piechart", title, draws, options);
}

/**
 * A panel as Grafana keeps it, taken as it is; its id and place are still ours.
 *
 * @example
 * panelJson(JSON.parse(exported), { key: "imported-latency" })
 */
export function panelJson(
  json: object,
  options: { readonly key?: string; readonly allow?: Allowances } = {},
): ForeignPanel {
  return define({ kind: "foreignPanel", key: options.key, allow: options.allow, json });
}

function panel(type: PanelType, title: string, draws: Draws, options: object): Panel {
  // What is no expression at all is told when the panel is compiled.
  const single = typeof draws !== "object" || draws === null || "kind" in draws;
  const list = single
    ? [{ legend: undefined, source: draws as Source }]
    : Object.entries(draws).map(([legend, source]) => ({ legend, source }));
  return define({
    kind: "panel",
    type,
    title,
    draws: list,
    options: options as Panel["options"],
    markdown: undefined,
  });
}
