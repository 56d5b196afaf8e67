import type { Thresholds, TimeseriesOptions } from "telltale";

/** Lines as Grafana draws them where a panel says nothing. Ours are thicker, and filled. */
export const grafanaLines = {
  lineWidth: 1,
  fill: 0,
  points: "auto",
  pointSize: 5,
  tooltip: "single",
  showLegend: { as: "list", calculations: [] },
} as const satisfies TimeseriesOptions;

/** The colours that numbers have in Grafana where a panel says nothing. Ours are blue. */
export const grafanaThresholds: Thresholds = { base: "green", steps: [{ from: 80, color: "red" }] };
