import { boolean, type OptionTable } from "../../model/definition/option-table.js";
import { renderTooltip, type Tooltip, tooltipShape } from "../options/tooltip.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind } from "../panel-kind.js";
import { valueColor } from "../single-value.js";

export interface StateTimelineOptions extends PanelOptions {
  readonly tooltip?: Tooltip;
  /** Join equal values that follow each other. Default true. */
  readonly merge?: boolean;
}

const stateTimelineOptions = {
  ...panelOptions,
  tooltip: tooltipShape,
  merge: boolean,
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
  format: "time_series",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      mergeValues: options.merge ?? true,
      showValue: "auto",
      alignValue: "left",
      rowHeight: 0.9,
      legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: [] },
      tooltip: renderTooltip(options.tooltip),
    },
    fieldConfig: {
      defaults: {
        ...values,
        color: valueColor(options),
        custom: { lineWidth: 0, fillOpacity: 70, spanNulls: false },
      },
      overrides: [],
    },
  }),
};
