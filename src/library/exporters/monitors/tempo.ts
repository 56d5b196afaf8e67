import { http } from "../../../model/metric/capability.js";
import { histogram } from "../../../model/metric/histogram.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { goMetrics } from "../runtimes/go.js";

/** A service with the metrics of Tempo. */
export type Tempo = ExposedMetrics<ReturnType<typeof tempoMetrics>>;

/**
 * The metrics of Tempo 3 in one process: its requests, and the traces that it receives, refuses and stores.
 *
 * @example
 * export const tempo = shop.service("tempo", tempoMetrics());
 */
export function tempoMetrics() {
  const tenant = { tenant: 1 } as const;
  return {
    exporter: true,
    port: 3200,
    labels: {},
    http: http({
      failed: { status_code: /5../ },
      duration: histogram("tempo_request_duration_seconds", {
        help: "Time to answer a request",
        labels: { method: 3, route: 20, status_code: 5, ws: 1 },
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100],
      }),
    }),
    receivedSpans: counter("tempo_distributor_spans_received_total", {
      help: "Spans received",
      unit: "short",
      labels: tenant,
    }),
    receivedBytes: counter("tempo_distributor_bytes_received_total", {
      help: "Bytes of traces received",
      labels: tenant,
    }),
    discarded: counter("tempo_discarded_spans_total", {
      help: "Spans refused, by the limit that they exceed",
      unit: "short",
      labels: { ...tenant, reason: 5 },
    }),
    liveTraces: gauge("tempo_live_store_live_traces", { help: "Traces in memory", unit: "short", labels: tenant }),
    flushFailed: counter("tempo_live_store_local_failed_flushes_total", {
      help: "Blocks that could not be stored",
      unit: "short",
    }),
    runtime: goMetrics(),
  };
}
