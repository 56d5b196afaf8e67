import { boolean, type OptionTable } from "../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../panel.js";
import type { PanelKind } from "../panel-kind.js";

export interface LogsOptions extends PanelOptions {
  readonly newestFirst?: boolean;
  readonly wrap?: boolean;
}

const logsOptions = {
  ...panelOptions,
  newestFirst: boolean,
  wrap: boolean,
} as const satisfies OptionTable<LogsOptions>;

export type LogsPanel = PanelOf<"logs", LogsOptions>;

/** Log lines. */
export function logs(title: string, queries: PanelQueries, options: LogsOptions = {}): LogsPanel {
  return definePanel("logs", title, queries, options, logsOptions);
}

export const logsKind: PanelKind<LogsPanel> = {
  type: "logs",
  format: "logs",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      showLogContextToggle: true,
      wrapLogMessage: options.wrap ?? true,
      prettifyLogMessage: false,
      enableLogDetails: true,
      sortOrder: options.newestFirst === false ? "Ascending" : "Descending",
      dedupStrategy: "none",
    },
    fieldConfig: { defaults: values, overrides: [] },
  }),
};
