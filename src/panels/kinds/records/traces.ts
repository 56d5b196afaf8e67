import type { DataQuery } from "../../../model/dashboard/data-query.js";
import type { TraceStream } from "../../../model/metric/trace-stream.js";
import { definePanel, type PanelOf, type PanelOptions, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export type TracesOptions = PanelOptions;
export type TracesPanel = PanelOf<"traces", TracesOptions>;

/**
 * The spans of one trace. (`traceStream` names the traces of a service; a table lists them.)
 *
 * @example
 * traces("Trace", query.tempo({ queryType: "traceql", query: "${trace}" }))
 */
export function traces(title: string, query: TraceStream | DataQuery, options: TracesOptions = {}): TracesPanel {
  return definePanel("traces", title, query, options, panelOptions);
}

export const tracesKind: PanelKind<TracesPanel> = {
  type: "traces",
  options: panelOptions,
  format: "traces",
  showsNumbers: false,
  showsTrend: false,
  height: () => 16,
  scale: () => "free",
  instant: () => false,
  render: ({ values }) => ({ options: {}, fieldConfig: { defaults: values, overrides: [] } }),
};
