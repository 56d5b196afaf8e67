import { boolean, choice, type OptionTable } from "../../../model/definition/option-table.js";
import { definePanel, type PanelOf, type PanelOptions, type PanelQueries, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export interface LogsOptions extends PanelOptions {
  readonly newestFirst?: boolean;
  readonly wrap?: boolean;
  /** Default true. */
  readonly showTime?: boolean;
  /** The labels of each line. Default false. */
  readonly showLabels?: boolean;
  /** The labels that all lines share. Default false. */
  readonly showCommonLabels?: boolean;
  /** Joins lines that follow each other: the same, the same but for numbers, or alike in their punctuation. */
  readonly deduplicate?: "none" | "exact" | "numbers" | "signature";
  /** Indent JSON. Default false. */
  readonly prettify?: boolean;
  /** Unfold the fields of a line with a click. Default true. */
  readonly details?: boolean;
  /** Load more lines at the end. Default false. */
  readonly infiniteScrolling?: boolean;
  readonly fontSize?: "default" | "small";
  /** The place where the details of a line unfold. Default: below it. */
  readonly detailsAt?: "line" | "side";
  /** Highlights the syntax of lines in JSON or logfmt. */
  readonly highlightSyntax?: boolean;
  /** Shows buttons for the order, the search and the font. */
  readonly showControls?: boolean;
}

const logsOptions = {
  ...panelOptions,
  newestFirst: boolean,
  wrap: boolean,
  showTime: boolean,
  showLabels: boolean,
  showCommonLabels: boolean,
  deduplicate: choice("none", "exact", "numbers", "signature"),
  prettify: boolean,
  details: boolean,
  infiniteScrolling: boolean,
  fontSize: choice("default", "small"),
  detailsAt: choice("line", "side"),
  highlightSyntax: boolean,
  showControls: boolean,
} as const satisfies OptionTable<LogsOptions>;

export type LogsPanel = PanelOf<"logs", LogsOptions>;

/** Log lines. */
export function logs(title: string, queries: PanelQueries, options: LogsOptions = {}): LogsPanel {
  return definePanel("logs", title, queries, options, logsOptions);
}

const detailsModes = { line: "inline", side: "sidebar" };

export const logsKind: PanelKind<LogsPanel> = {
  type: "logs",
  options: logsOptions,
  format: "logs",
  showsNumbers: false,
  showsTrend: false,
  height: () => 8,
  scale: () => "free",
  instant: () => false,
  render: ({ panel: { options }, values }) => ({
    options: {
      showTime: options.showTime ?? true,
      showLabels: options.showLabels ?? false,
      showCommonLabels: options.showCommonLabels ?? false,
      showLogContextToggle: true,
      wrapLogMessage: options.wrap ?? true,
      prettifyLogMessage: options.prettify ?? false,
      enableLogDetails: options.details ?? true,
      sortOrder: options.newestFirst === false ? "Ascending" : "Descending",
      dedupStrategy: options.deduplicate ?? "none",
      ...(options.infiniteScrolling !== undefined && { enableInfiniteScrolling: options.infiniteScrolling }),
      ...(options.fontSize !== undefined && { fontSize: options.fontSize }),
      ...(options.detailsAt !== undefined && { detailsMode: detailsModes[options.detailsAt] }),
      ...(options.highlightSyntax !== undefined && { syntaxHighlighting: options.highlightSyntax }),
      ...(options.showControls !== undefined && { showControls: options.showControls }),
    },
    fieldConfig: { defaults: values, overrides: [] },
  }),
};
