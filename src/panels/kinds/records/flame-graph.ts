import type { DataQuery } from "../../../model/dashboard/data-query.js";
import { definePanel, type PanelOf, type PanelOptions, panelOptions } from "../../panel.js";
import type { PanelKind } from "../../panel-kind.js";

export type FlameGraphOptions = PanelOptions;
export type FlameGraphPanel = PanelOf<"flamegraph", FlameGraphOptions>;

/**
 * A profile: the functions that time or memory is spent in, and their callers.
 *
 * @example
 * flameGraph("CPU", query.pyroscope({
 *   profileTypeId: "process_cpu:cpu:nanoseconds:cpu:nanoseconds",
 *   labelSelector: '{service_name="auth-service"}',
 * }))
 */
export function flameGraph(title: string, profile: DataQuery, options: FlameGraphOptions = {}): FlameGraphPanel {
  return definePanel("flamegraph", title, profile, options, panelOptions);
}

export const flameGraphKind: PanelKind<FlameGraphPanel> = {
  type: "flamegraph",
  options: panelOptions,
  format: "profile",
  showsNumbers: false,
  showsTrend: false,
  height: () => 16,
  scale: () => "free",
  instant: () => false,
  render: ({ values }) => ({ options: {}, fieldConfig: { defaults: values, overrides: [] } }),
};
