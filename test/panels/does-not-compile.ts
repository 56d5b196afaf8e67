/**
 * Code that must not compile: options of another kind of panel. The type check of the project reads this file; each
 * line below a `@ts-expect-error` has to be an error.
 */
import { barGauge, gaugePanel, heatmap, logs, type Panel, pie, promql, stat, table, text, timeseries } from "telltale";

const up = promql`up`;

export const optionsOfAnotherKind = [
  // @ts-expect-error a stat has no lines to stack
  stat("A", up, { stack: "normal" }),
  // @ts-expect-error nor does a time series reduce its values to one
  timeseries("A", up, { reduce: "max" }),
  // @ts-expect-error a gauge has no sparkline
  gaugePanel("A", up, { sparkline: false }),
  // @ts-expect-error only a bar gauge has a direction, and this is not one
  barGauge("A", up, { direction: "diagonal" }),
  // @ts-expect-error a heatmap has no columns
  heatmap("A", up, { columns: {} }),
  // @ts-expect-error log lines have no logarithmic scale
  logs("A", up, { logScale: 2 }),
  // @ts-expect-error the parts of a pie are not sorted
  pie("A", up, { sortBy: "A" }),
  // @ts-expect-error a text has no unit
  text("A", "Help", { unit: "s" }),
  // @ts-expect-error a table needs columns
  table("A", up, {}),
];

export function readOptions(panel: Panel): void {
  // @ts-expect-error not every panel has columns
  void panel.options.columns;
  if (panel.type === "table") void panel.options.columns;
  // @ts-expect-error the options depend on the type
  if (panel.type === "stat") void panel.options.columns;
  // @ts-expect-error only a text panel has Markdown
  void panel.markdown;
}

// @ts-expect-error the options of a time series are not those of a stat
export const mismatch: Panel = { ...timeseries("A", up), type: "stat", options: { stack: "normal" } };
