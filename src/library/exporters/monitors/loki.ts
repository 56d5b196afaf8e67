import { http } from "../../../model/metric/capability.js";
import { histogram } from "../../../model/metric/histogram.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";

/** A service with the metrics of Loki. */
export type Loki = ExposedMetrics<ReturnType<typeof lokiMetrics>>;

/**
 * The metrics of Loki 3: its requests, the logs that it receives and refuses, and what it holds in memory.
 *
 * @example
 * export const loki = shop.service("loki", lokiMetrics());
 */
export function lokiMetrics() {
  const tenant = { tenant: 1 } as const;
  const received = { ...tenant, retention_hours: 1, is_internal_stream: 1, policy: 1, format: 2 } as const;
  return {
    exporter: true,
    port: 3100,
    labels: {},
    http: http({
      failed: { status_code: /5../ },
      duration: histogram("loki_request_duration_seconds", {
        help: "Time to answer a request",
        labels: { method: 3, route: 20, status_code: 5, ws: 1 },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
      }),
    }),
    receivedBytes: counter("loki_distributor_bytes_received_total", {
      help: "Bytes of logs received",
      labels: received,
    }),
    receivedLines: counter("loki_distributor_lines_received_total", {
      help: "Log lines received",
      unit: "short",
      labels: received,
    }),
    discarded: counter("loki_discarded_samples_total", {
      help: "Log lines refused, by the limit that they exceed",
      unit: "short",
      labels: { ...tenant, reason: 5, retention_hours: 1, policy: 1, format: 2 },
    }),
    streams: gauge("loki_ingester_memory_streams", { help: "Streams in memory", unit: "short", labels: tenant }),
    chunks: gauge("loki_ingester_memory_chunks", { help: "Chunks in memory", unit: "short" }),
    flushed: counter("loki_ingester_chunks_flushed_total", {
      help: "Chunks written to storage",
      unit: "short",
      labels: { reason: 5 },
    }),
    panics: counter("loki_panic_total", { help: "Requests in which Loki crashed", unit: "short" }),
    runtime: goMetrics(),
  };
}
