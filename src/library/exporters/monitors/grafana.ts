import { http } from "../../../model/metric/capability.js";
import { histogram } from "../../../model/metric/histogram.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";

/** A service with the metrics of Grafana. */
export type Grafana = ExposedMetrics<ReturnType<typeof grafanaMetrics>>;

/**
 * The metrics of Grafana: its requests, those of its data sources, and the alerts that it evaluates itself.
 *
 * @example
 * export const grafana = shop.service("grafana", grafanaMetrics());
 */
export function grafanaMetrics() {
  const status = { status_code: 5, method: 3 } as const;
  return {
    exporter: true,
    port: 3000,
    labels: {},
    build: info("grafana_build_info", {
      help: "Version of Grafana",
      labels: { version: 2, revision: 2, branch: 1, edition: 1, goversion: 2 },
    }),
    http: http({
      failed: { status_code: /5../ },
      duration: histogram("grafana_http_request_duration_seconds", {
        help: "Time to answer a request, such as for a dashboard",
        labels: { ...status, handler: 30, status_source: 2, slo_group: 3 },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
      }),
    }),
    dataSourceRequests: counter("grafana_datasource_request_total", {
      help: "Queries of data sources",
      unit: "short",
      labels: { datasource: 3, datasource_type: 3, code: 5, method: 2, secure_socks_ds_proxy_enabled: 1 },
    }),
    dashboards: gauge("grafana_stat_totals_dashboard", { help: "Dashboards", unit: "short" }),
    runtime: goMetrics(),
  };
}
