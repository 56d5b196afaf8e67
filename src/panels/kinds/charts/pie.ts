import { boolean, choice, list, type OptionTable, record, string } from "../../../model/definition/option-table.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTextSize, type TextSize, textSizeShape } from "../../options/text-size.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { colorSeries } from "../../series-colors.js";
import { isLatest, type ReduceOptions, reduceTable, renderReduce } from "../../single-value.js";

export interface PieOptions extends PanelOptions, ReduceOptions {
  readonly tooltip?: Tooltip;
  readonly donut?: boolean;
  /** Texts on the parts. Default none. */
  readonly labels?: readonly ("name" | "value" | "percent")[];
  /** @default a table at the right */
  readonly showLegend?: ShowLegend;
  /** Numbers in the legend. Default both. */
  readonly legendValues?: readonly ("value" | "percent")[];
  /** Fixed colours by the name of the series. */
  readonly colors?: Readonly<Record<string, string>>;
  readonly textSize?: TextSize;
}

const pieOptions = {
  ...panelOptions,
  tooltip: tooltipShape,
  donut: boolean,
  ...reduceTable,
  labels: list(choice("name", "value", "percent")),
  showLegend: showLegendShape,
  legendValues: list(choice("value", "percent")),
  colors: record(string),
  textSize: textSizeShape,
} as const satisfies OptionTable<PieOptions>;

export type PiePanel = PanelOf<"piechart", PieOptions>;

/** Parts of a whole. */
export function pie(title: string, queries: PanelQueries, options: PieOptions = {}): PiePanel {
  return definePanel("piechart", title, queries, options, pieOptions);
}

const tableAtRight = { as: "table", placement: "right" } as const;

export const pieKind: PanelKind<PiePanel> = {
  type: "piechart",
  options: pieOptions,
  format: "time_series",
  showsNumbers: true,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: isLatest,
  render: ({ panel: { options }, queries, values }) => ({
    options: {
      reduceOptions: renderReduce(options),
      pieType: options.donut ? "donut" : "pie",
      orientation: "auto",
      displayLabels: options.labels ?? [],
      ...renderTextSize(options.textSize),
      legend: {
        ...renderLegend(options.showLegend ?? tableAtRight, []),
        values: options.legendValues ?? ["value", "percent"],
      },
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: { ...values, color: { mode: "palette-classic" } },
      overrides: colorSeries(queries, options.colors),
    },
  }),
};
