import { counter, gauge } from "telltale";
import { collectorLogs } from "./logs.js";
import { qnt9 } from "./system.js";

/**
 * Grafana Alloy, one pod per node: it scrapes metrics, reads logs, receives traces, and sends everything to Grafana Cloud.
 * Its pods keep the label `app` of the Grafana Agent that it replaces, which the team's commands select.
 */
export const collector = qnt9.service("collector", {
  labels: { app: ["grafana-agent"], namespace: ["qnt9-monitoring"], pod: 3 },
  selector: { app: "grafana-agent", namespace: "qnt9-monitoring" },
  exporter: true,
  port: 12345,
  activeSeries: gauge("prometheus_remote_write_wal_storage_active_series", {
    help: "Series that a collector sends",
    unit: "short",
    labels: { component_id: 1 },
  }),
  samplesSent: counter("prometheus_remote_storage_samples_total", {
    help: "Samples sent to Grafana Cloud",
    labels: { component_id: 1, url: 1 },
  }),
  samplesFailed: counter("prometheus_remote_storage_samples_failed_total", {
    help: "Samples that Grafana Cloud refused",
    labels: { component_id: 1, url: 1 },
  }),
  logsSent: counter("loki_write_sent_bytes_total", {
    help: "Logs sent to Grafana Cloud",
    unit: "decbytes",
    labels: { component_id: 1, host: 1 },
  }),
  logsDropped: counter("loki_write_dropped_entries_total", {
    help: "Log lines given up after all retries",
    labels: { component_id: 1, host: 1, reason: 5 },
  }),
  logs: collectorLogs,
});
