import { requireArguments } from "../../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../../model/definition/option-table.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";

/** A service with the metrics of an OpenTelemetry collector. */
export type OpenTelemetryCollector = ExposedMetrics<ReturnType<typeof collectorMetrics>>;

/** A service with the metrics of pipelines: a collector, or Alloy. */
export type Pipelines = ExposedMetrics<ReturnType<typeof pipelineMetrics>>;

/** The approximate size of the pipelines of a collector. */
export interface PipelineSize {
  /** @default 2 */
  readonly receivers?: number;
  /** @default 2 */
  readonly exporters?: number;
}

export const pipelineSizeOptions = {
  receivers: number,
  exporters: number,
} as const satisfies OptionTable<PipelineSize>;

/**
 * The metrics of an OpenTelemetry collector about its pipelines: what its receivers accept and refuse, and what its
 * exporters send and lose.
 *
 * @example
 * export const collector = shop.service("otel-collector", collectorMetrics({ exporters: 1 }));
 */
export function collectorMetrics(size: PipelineSize = {}) {
  requireArguments("collectorMetrics(…)", [["size", size, object(pipelineSizeOptions)]]);
  const { receivers, exporters } = { receivers: 2, exporters: 2, ...size };
  return {
    exporter: true,
    port: 8888,
    labels: {},
    ...pipelineMetrics(receivers, exporters),
  };
}

/** The metrics of pipelines, which Jaeger and Alloy have, too. */
export function pipelineMetrics(receivers: number, exporters: number) {
  const receiver = { receiver: receivers, transport: 2 } as const;
  const exporter = { exporter: exporters } as const;
  const queue = { ...exporter, data_type: ["traces", "metrics", "logs"] } as const;
  const count = <const L extends Record<string, number>>(name: string, help: string, labels: L) =>
    counter(`otelcol_${name}_total`, { help, unit: "short", labels });
  return {
    spans: {
      accepted: count("receiver_accepted_spans", "Spans received", receiver),
      refused: count("receiver_refused_spans", "Spans refused, which the sender may send again", receiver),
      sent: count("exporter_sent_spans", "Spans sent on", exporter),
      failed: count("exporter_send_failed_spans", "Spans lost because they could not be sent on", exporter),
      notEnqueued: count("exporter_enqueue_failed_spans", "Spans lost because the queue was full", exporter),
    },
    points: {
      accepted: count("receiver_accepted_metric_points", "Samples received", receiver),
      refused: count("receiver_refused_metric_points", "Samples refused", receiver),
      sent: count("exporter_sent_metric_points", "Samples sent on", exporter),
      failed: count("exporter_send_failed_metric_points", "Samples lost because they could not be sent on", exporter),
    },
    records: {
      accepted: count("receiver_accepted_log_records", "Log lines received", receiver),
      refused: count("receiver_refused_log_records", "Log lines refused", receiver),
      sent: count("exporter_sent_log_records", "Log lines sent on", exporter),
      failed: count("exporter_send_failed_log_records", "Log lines lost because they could not be sent on", exporter),
    },
    queue: {
      length: gauge("otelcol_exporter_queue_size", {
        help: "Batches that wait to be sent",
        unit: "short",
        labels: queue,
      }),
      capacity: gauge("otelcol_exporter_queue_capacity", {
        help: "Batches that may wait to be sent",
        unit: "short",
        labels: queue,
      }),
    },
    cpu: counter("otelcol_process_cpu_seconds_total", { help: "CPU time of the process" }),
    memory: gauge("otelcol_process_memory_rss_bytes", { help: "Memory of the process, as the system sees it" }),
  };
}
