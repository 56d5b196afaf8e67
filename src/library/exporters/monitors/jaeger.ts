import { requireArguments } from "../../../model/definition/check-arguments.js";
import { object } from "../../../model/definition/option-table.js";
import { histogram } from "../../../model/metric/histogram.js";
import { counter } from "../../../model/metric/metric.js";
import type { ExposedMetrics } from "../exposed.js";
import { type PipelineSize, pipelineMetrics, pipelineSizeOptions } from "./opentelemetry-collector.js";

/** A service with the metrics of Jaeger. */
export type Jaeger = ExposedMetrics<ReturnType<typeof jaegerMetrics>>;

/**
 * The metrics of Jaeger 2, which is an OpenTelemetry collector with a storage of traces.
 *
 * @example
 * export const jaeger = todo.service("jaeger", jaegerMetrics());
 */
export function jaegerMetrics(size: PipelineSize = {}) {
  requireArguments("jaegerMetrics(…)", [["size", size, object(pipelineSizeOptions)]]);
  const { receivers, exporters } = { receivers: 1, exporters: 1, ...size };
  const labels = { kind: 1, name: 1, operation: 6, result: ["ok", "err"], role: 1 } as const;
  return {
    exporter: true,
    port: 8888,
    labels: {},
    ...pipelineMetrics(receivers, exporters),
    storage: {
      requests: counter("jaeger_storage_requests_total", { help: "Queries of the storage", unit: "short", labels }),
      latency: histogram("jaeger_storage_latency_seconds", {
        help: "Time of queries of the storage",
        labels,
        buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
      }),
    },
  };
}
