import { boolean, choice, type OptionTable, object, string } from "../../../model/definition/option-table.js";
import { dropUndefined, type GraphOptions, graphOptions, renderGraphOptions } from "../../options/graph-options.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

/** The names of the series with the values of each candle. */
export interface CandleFields {
  readonly open?: string;
  readonly high?: string;
  readonly low?: string;
  readonly close?: string;
  readonly volume?: string;
}

export interface CandlestickOptions extends PanelOptions, GraphOptions {
  /** @default `"candles and volume"` */
  readonly show?: "candles and volume" | "candles" | "volume";
  /** @default `"candles"` */
  readonly candles?: "candles" | "bars";
  /** A candle is compared with its own begin, or with the end of the one before. @default `"open"` */
  readonly compareWith?: "open" | "previous close";
  /** @default the series named `open`, `high`, `low`, `close` and `volume` */
  readonly fields?: CandleFields;
  /** @default green, red and grey */
  readonly colors?: { readonly up?: string; readonly down?: string; readonly flat?: string };
  /** Draws the other series, too. Default false. */
  readonly showOthers?: boolean;
  readonly showLegend?: ShowLegend;
  readonly tooltip?: Tooltip;
}

const candlestickOptions = {
  ...panelOptions,
  ...graphOptions,
  show: choice("candles and volume", "candles", "volume"),
  candles: choice("candles", "bars"),
  compareWith: choice("open", "previous close"),
  fields: object({ open: string, high: string, low: string, close: string, volume: string }),
  colors: object({ up: string, down: string, flat: string }),
  showOthers: boolean,
  showLegend: showLegendShape,
  tooltip: tooltipShape,
} as const satisfies OptionTable<CandlestickOptions>;

export type CandlestickPanel = PanelOf<"candlestick", CandlestickOptions>;

/**
 * The range of values in each interval, and how they began and ended.
 *
 * @example
 * candlestick("Price", { open, high, low, close, volume }, { unit: "currencyEUR" })
 */
export function candlestick(title: string, queries: PanelQueries, options: CandlestickOptions = {}): CandlestickPanel {
  return definePanel("candlestick", title, queries, options, candlestickOptions);
}

const modes = { "candles and volume": "candles+volume", candles: "candles", volume: "volume" } as const;

export const candlestickKind: PanelKind<CandlestickPanel> = {
  type: "candlestick",
  options: candlestickOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: true,
  height: () => 10,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      mode: modes[options.show ?? "candles and volume"],
      candleStyle: options.candles === "bars" ? "ohlcbars" : "candles",
      colorStrategy: options.compareWith === "previous close" ? "close-close" : "open-close",
      fields: renderFields(options.fields),
      colors: renderColors(options.colors),
      includeAllFields: options.showOthers ?? false,
      legend: renderLegend(options.showLegend ?? "hidden", []),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: { ...values, color: { mode: "palette-classic" }, custom: renderGraphOptions(options) },
      overrides: [],
    },
  }),
};

/** Takes the known names alone: an unknown one is reported, and may hold anything. */
function renderFields({ open, high, low, close, volume }: CandleFields = {}) {
  return dropUndefined({ open, high, low, close, volume });
}

function renderColors({ up = "green", down = "red", flat = "gray" }: NonNullable<CandlestickOptions["colors"]> = {}) {
  return { up, down, flat };
}
