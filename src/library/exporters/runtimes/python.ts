import { counter, info } from "../../../model/metric/metric.js";
import { processMetrics } from "./process.js";

/**
 * The metrics that the client library of Python exposes about its process and its interpreter. With several processes
 * (`PROMETHEUS_MULTIPROC_DIR`), it exposes none of them.
 *
 * @example
 * export const api = shop.service("api", { http: http({ … }), runtime: pythonMetrics() });
 */
export function pythonMetrics() {
  const exporter = true;
  const labels = { generation: ["0", "1", "2"] } as const;
  return {
    process: processMetrics(),
    collections: counter("python_gc_collections_total", {
      help: "Garbage collections",
      unit: "short",
      labels,
      exporter,
    }),
    collected: counter("python_gc_objects_collected_total", {
      help: "Objects that were collected",
      unit: "short",
      labels,
      exporter,
    }),
    uncollectable: counter("python_gc_objects_uncollectable_total", {
      help: "Objects that could not be collected",
      unit: "short",
      labels,
      exporter,
    }),
    version: info("python_info", {
      help: "Version of Python",
      labels: { implementation: 1, major: 1, minor: 2, patchlevel: 2, version: 2 },
      exporter,
    }),
  };
}
