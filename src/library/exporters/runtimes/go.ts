import { counter, gauge, info } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import { processMetrics } from "./process.js";

/**
 * The metrics that the client library of Go exposes about its process and its runtime.
 *
 * @example
 * export const gateway = shop.service("gateway", { http: http({ … }), runtime: goMetrics() });
 */
export function goMetrics() {
  const exporter = true;
  const bytes = (name: string, help: string) => gauge(`go_memstats_${name}_bytes`, { help, exporter });
  return {
    process: processMetrics(),
    goroutines: gauge("go_goroutines", { help: "Goroutines", unit: "short", exporter }),
    threads: gauge("go_threads", { help: "Threads of the system", unit: "short", exporter }),
    collections: summary("go_gc_duration_seconds", {
      help: "Pause of a garbage collection",
      quantiles: [0, 0.25, 0.5, 0.75, 1],
      exporter,
    }),
    heap: bytes("heap_alloc", "Memory of objects"),
    heapInUse: bytes("heap_inuse", "Memory of spans with objects"),
    heapIdle: bytes("heap_idle", "Memory of spans without objects"),
    heapReleased: bytes("heap_released", "Memory given back to the system"),
    stack: bytes("stack_inuse", "Memory of stacks"),
    system: bytes("sys", "Memory that Go has from the system"),
    nextCollection: bytes("next_gc", "Size of the heap at which it is next collected"),
    objects: gauge("go_memstats_heap_objects", { help: "Objects on the heap", unit: "short", exporter }),
    allocated: counter("go_memstats_alloc_bytes_total", { help: "Bytes allocated", exporter }),
    version: info("go_info", { help: "Version of Go", labels: { version: 2 }, exporter }),
  };
}
