import { requireArguments } from "../../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";
import { pipelineMetrics } from "./opentelemetry-collector.js";

/** A service with the metrics of Grafana Alloy. */
export type Alloy = ExposedMetrics<ReturnType<typeof alloyMetrics>>;

/** The approximate size of an Alloy configuration. */
export interface AlloySize {
  /** @default 20 */
  readonly components?: number;
}

const alloySizeOptions = { components: number } as const satisfies OptionTable<AlloySize>;

/**
 * The metrics of Grafana Alloy: the health of its components, and the metrics, logs and traces that it sends.
 *
 * @example
 * export const alloy = shop.service("alloy", { ...alloyMetrics(), labels: { namespace: ["monitoring"], pod: 3 } });
 */
export function alloyMetrics(size: AlloySize = {}) {
  requireArguments("alloyMetrics(…)", [["size", size, object(alloySizeOptions)]]);
  const { components } = { components: 20, ...size };
  return {
    exporter: true,
    port: 12345,
    labels: {},
    build: info("alloy_build_info", {
      help: "Version of Alloy",
      labels: { version: 2, revision: 2, branch: 1, goversion: 2, goos: 1, goarch: 1, tags: 1 },
    }),
    configLoaded: gauge("alloy_config_last_load_successful", {
      help: "1 if Alloy could read its configuration",
      unit: "short",
      labels: { cluster_name: 1 },
    }),
    components: gauge("alloy_component_controller_running_components", {
      help: "Components, by their health",
      unit: "short",
      labels: { controller_id: 2, controller_path: 2, health_type: ["healthy", "unhealthy", "unknown", "exited"] },
    }),
    series: gauge("prometheus_remote_write_wal_storage_active_series", {
      help: "Series that are sent",
      unit: "short",
      labels: { component_id: 1, component_path: 1 },
    }),
    samples: remoteWriteMetrics(),
    logs: logMetrics(components),
    ...pipelineMetrics(2, 1),
    runtime: goMetrics(),
  };
}

function remoteWriteMetrics() {
  const labels = { component_id: 1, component_path: 1, remote_name: 1, url: 1 } as const;
  const name = (part: string) => `prometheus_remote_storage_${part}`;
  return {
    sent: counter(name("samples_total"), { help: "Samples sent", unit: "short", labels }),
    failed: counter(name("samples_failed_total"), { help: "Samples that were refused", unit: "short", labels }),
    retried: counter(name("samples_retried_total"), { help: "Samples sent once more", unit: "short", labels }),
    pending: gauge(name("samples_pending"), { help: "Samples that wait to be sent", unit: "short", labels }),
  };
}

function logMetrics(components: number) {
  const labels = { component_id: 1, component_path: 1, host: 1, tenant: 1 } as const;
  return {
    sentBytes: counter("loki_write_sent_bytes_total", { help: "Bytes of logs sent", labels }),
    sent: counter("loki_write_sent_entries_total", { help: "Log lines sent", unit: "short", labels }),
    dropped: counter("loki_write_dropped_entries_total", {
      help: "Log lines given up after all retries",
      unit: "short",
      labels: { ...labels, reason: 5 },
    }),
    retries: counter("loki_write_batch_retries_total", { help: "Batches sent once more", unit: "short", labels }),
    discarded: counter("loki_process_dropped_lines_total", {
      help: "Log lines that a stage has dropped on purpose",
      unit: "short",
      labels: { component_id: components, component_path: 1, reason: 3 },
    }),
  };
}
