import { anything, boolean, choice, number, type OptionTable } from "../../../model/definition/option-table.js";
import { renderLegend, type ShowLegend, showLegendShape } from "../../options/legend.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";
import { valueColor } from "../../single-value.js";

export interface StateTimelineOptions extends PanelOptions {
  readonly tooltip?: Tooltip;
  /** Join equal values that follow each other. Default true. */
  readonly merge?: boolean;
  /** @default `"auto"` */
  readonly showValue?: "auto" | "always" | "never";
  /** @default `"left"` */
  readonly align?: "left" | "center" | "right";
  /** Share of the row that its states fill, 0 to 1. @default 0.9 */
  readonly rowHeight?: number;
  /** Opacity of the states, 0 to 100. @default 70 */
  readonly fill?: number;
  /** Width of the line around states, in pixels. @default 0 */
  readonly lineWidth?: number;
  /** Extend states across gaps; a number in milliseconds is the longest gap. Default false. */
  readonly spanGaps?: boolean | number;
  /** Rows of a page. @default all */
  readonly perPage?: number;
  readonly showLegend?: ShowLegend;
}

const stateTimelineOptions = {
  ...panelOptions,
  tooltip: tooltipShape,
  merge: boolean,
  showValue: choice("auto", "always", "never"),
  align: choice("left", "center", "right"),
  rowHeight: number,
  fill: number,
  lineWidth: number,
  spanGaps: anything,
  perPage: number,
  showLegend: showLegendShape,
} as const satisfies OptionTable<StateTimelineOptions>;

export type StateTimelinePanel = PanelOf<"state-timeline", StateTimelineOptions>;

/** The state of each series over time. */
export function stateTimeline(
  title: string,
  queries: PanelQueries,
  options: StateTimelineOptions = {},
): StateTimelinePanel {
  return definePanel("state-timeline", title, queries, options, stateTimelineOptions);
}

export const stateTimelineKind: PanelKind<StateTimelinePanel> = {
  type: "state-timeline",
  options: stateTimelineOptions,
  format: "time_series",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      mergeValues: options.merge ?? true,
      showValue: options.showValue ?? "auto",
      alignValue: options.align ?? "left",
      rowHeight: options.rowHeight ?? 0.9,
      ...(options.perPage !== undefined && { perPage: options.perPage }),
      legend: renderLegend(options.showLegend ?? "list", []),
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: {
        ...values,
        color: valueColor(options),
        custom: {
          lineWidth: options.lineWidth ?? 0,
          fillOpacity: options.fill ?? 70,
          spanNulls: options.spanGaps ?? false,
        },
      },
      overrides: [],
    },
  }),
};
