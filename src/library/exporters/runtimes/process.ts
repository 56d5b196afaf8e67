import { counter, gauge } from "../../../model/metric/metric.js";

/**
 * The metrics that client libraries expose about their own process. They are part of `pythonMetrics()`, `goMetrics()` and
 * `jvmMetrics()`.
 *
 * @example
 * shop.service("cart", { http: http({ … }), process: processMetrics() })
 */
export function processMetrics() {
  const exporter = true;
  return {
    cpu: counter("process_cpu_seconds_total", { help: "CPU time of the process", exporter }),
    memory: gauge("process_resident_memory_bytes", { help: "Memory of the process, as the system sees it", exporter }),
    virtualMemory: gauge("process_virtual_memory_bytes", { help: "Address space of the process", exporter }),
    openFiles: gauge("process_open_fds", { help: "Open file descriptors", unit: "short", exporter }),
    maxFiles: gauge("process_max_fds", { help: "File descriptors that may be open", unit: "short", exporter }),
    started: gauge("process_start_time_seconds", { help: "Time at which the process started", exporter }),
  };
}
