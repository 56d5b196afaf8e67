import { counter, gauge, info } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import type { ExposedMetrics } from "../exposed.js";
import { processMetrics } from "./process.js";

/** The metrics of a JVM, as a service exposes them. */
export type Jvm = ExposedMetrics<ReturnType<typeof jvmMetrics>>;

/**
 * The metrics that the client library of Java 1 and the JMX exporter expose about their process and the JVM.
 *
 * @example
 * export const orders = shop.service("orders", { http: http({ … }), runtime: jvmMetrics() });
 */
export function jvmMetrics() {
  const exporter = true;
  const areas = { area: ["heap", "nonheap"] } as const;
  const pools = { pool: 8 } as const;
  return {
    process: processMetrics(),
    memoryUsed: gauge("jvm_memory_used_bytes", { help: "Memory in use, by area", labels: areas, exporter }),
    memoryCommitted: gauge("jvm_memory_committed_bytes", { help: "Memory of an area", labels: areas, exporter }),
    memoryMaximum: gauge("jvm_memory_max_bytes", {
      help: "Memory that an area may have; -1 if it has no limit",
      labels: areas,
      exporter,
    }),
    poolUsed: gauge("jvm_memory_pool_used_bytes", { help: "Memory in use, by pool", labels: pools, exporter }),
    poolMaximum: gauge("jvm_memory_pool_max_bytes", {
      help: "Memory that a pool may have; -1 if it has no limit",
      labels: pools,
      exporter,
    }),
    collections: summary("jvm_gc_collection_seconds", {
      help: "Time of garbage collections",
      quantiles: [],
      labels: { gc: 2 },
      exporter,
    }),
    threads: gauge("jvm_threads_current", { help: "Threads", unit: "short", exporter }),
    daemonThreads: gauge("jvm_threads_daemon", { help: "Daemon threads", unit: "short", exporter }),
    peakThreads: gauge("jvm_threads_peak", { help: "Most threads since the start", unit: "short", exporter }),
    deadlocked: gauge("jvm_threads_deadlocked", { help: "Threads in a deadlock", unit: "short", exporter }),
    threadStates: gauge("jvm_threads_state", {
      help: "Threads, by their state",
      unit: "short",
      labels: { state: ["NEW", "RUNNABLE", "BLOCKED", "WAITING", "TIMED_WAITING", "TERMINATED", "UNKNOWN"] },
      exporter,
    }),
    classes: gauge("jvm_classes_currently_loaded", { help: "Classes that are loaded", unit: "short", exporter }),
    loadedClasses: counter("jvm_classes_loaded_total", { help: "Classes loaded", unit: "short", exporter }),
    version: info("jvm_runtime_info", {
      help: "Version of Java",
      labels: { version: 2, vendor: 1, runtime: 1 },
      exporter,
    }),
  };
}
