import { requireArguments } from "../../../model/definition/check-arguments.js";
import { choice, type OptionTable, object } from "../../../model/definition/option-table.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import { summary } from "../../../model/metric/summary.js";
import type { ExposedMetrics } from "../exposed.js";

/** The metrics of a JVM that Micrometer measures, as a service exposes them. */
export type MicrometerJvm = ExposedMetrics<ReturnType<typeof micrometerMetrics>>;

/** Releases of Micrometer whose metrics have the same names. `"1.12"` stands for older ones, too. */
export type MicrometerRelease = "1.12" | "1.13";

export interface MicrometerOptions {
  /**
   * The release of Micrometer: `"1.13"` or later (Spring Boot 3.3, version 1 of Prometheus' client), or `"1.12"` and
   * older (version 0 of the client).
   *
   * @default "1.13"
   */
  readonly release?: MicrometerRelease;
}

export const micrometerRelease = choice("1.12", "1.13");

const micrometerOptions = { release: micrometerRelease } as const satisfies OptionTable<MicrometerOptions>;

/**
 * The metrics that Micrometer exposes about the JVM, its process and its system, as in Spring Boot, Micronaut or Quarkus.
 *
 * @example
 * export const orders = shop.service("orders", { http: http({ … }), runtime: micrometerMetrics() });
 */
export function micrometerMetrics(options: MicrometerOptions = {}) {
  requireArguments("micrometerMetrics(…)", [["options", options, object(micrometerOptions)]]);
  const { release = "1.13" } = options;
  return {
    process: processMetrics(),
    system: systemMetrics(),
    ...memoryMetrics(release),
    ...collectionMetrics(release),
    ...threadMetrics(),
    classes: gauge("jvm_classes_loaded_classes", { help: "Classes that are loaded", unit: "short", exporter }),
    unloadedClasses: counter("jvm_classes_unloaded_classes_total", {
      help: "Classes unloaded",
      unit: "short",
      exporter,
    }),
    compilation: counter("jvm_compilation_time_ms_total", {
      help: "Time spent on compilation, in milliseconds",
      unit: "ms",
      labels: { compiler: 1 },
      exporter,
    }),
    executor: executorMetrics(),
    logs: counter("logback_events_total", {
      help: "Log lines written, by their level",
      unit: "short",
      labels: { level: ["error", "warn", "info", "debug", "trace"] },
      exporter,
    }),
    version: info("jvm_info", {
      help: "Version of Java",
      labels: { version: 2, vendor: 1, runtime: 1 },
      exporter,
    }),
  };
}

const exporter = true;

function processMetrics() {
  return {
    cpu: gauge("process_cpu_usage", { help: "Share of all processors in use", unit: "percentunit", exporter }),
    cpuTime: counter("process_cpu_time_ns_total", {
      help: "CPU time of the process, in nanoseconds; since Micrometer 1.13",
      unit: "ns",
      exporter,
    }),
    openFiles: gauge("process_files_open_files", { help: "Open file descriptors", unit: "short", exporter }),
    maxFiles: gauge("process_files_max_files", { help: "File descriptors that may be open", unit: "short", exporter }),
    started: gauge("process_start_time_seconds", { help: "Time at which the process started", exporter }),
    uptime: gauge("process_uptime_seconds", { help: "Time since the process started", exporter }),
  };
}

function systemMetrics() {
  const disk = { path: 1 } as const;
  return {
    cpu: gauge("system_cpu_usage", { help: "Share of the system's processors in use", unit: "percentunit", exporter }),
    cpus: gauge("system_cpu_count", { help: "Processors that the JVM may use", unit: "short", exporter }),
    load: gauge("system_load_average_1m", { help: "Load of the last minute", unit: "short", exporter }),
    diskFree: gauge("disk_free_bytes", { help: "Space left for the process", labels: disk, exporter }),
    diskSize: gauge("disk_total_bytes", { help: "Space of the disk", labels: disk, exporter }),
  };
}

function memoryMetrics(release: MicrometerRelease) {
  const pools = { area: ["heap", "nonheap"], id: 8 } as const;
  const buffers = { id: ["direct", "mapped", "mapped - 'non-volatile memory'"] } as const;
  return {
    memoryUsed: gauge("jvm_memory_used_bytes", { help: "Memory in use, by pool", labels: pools, exporter }),
    memoryCommitted: gauge("jvm_memory_committed_bytes", { help: "Memory of a pool", labels: pools, exporter }),
    memoryMaximum: gauge("jvm_memory_max_bytes", {
      help: "Memory that a pool may have; -1 if it has no limit",
      labels: pools,
      exporter,
    }),
    longLivedUse: gauge(nameOfShare("jvm_memory_usage_after_gc", release), {
      help: "Share of the long-lived part of the heap in use after a collection",
      unit: "percentunit",
      labels: { area: ["heap"], pool: ["long-lived"] },
      exporter,
    }),
    buffers: {
      count: gauge("jvm_buffer_count_buffers", {
        help: "Buffers outside of the heap",
        unit: "short",
        labels: buffers,
        exporter,
      }),
      used: gauge("jvm_buffer_memory_used_bytes", { help: "Memory of buffers in use", labels: buffers, exporter }),
      capacity: gauge("jvm_buffer_total_capacity_bytes", { help: "Memory of buffers", labels: buffers, exporter }),
    },
  };
}

function collectionMetrics(release: MicrometerRelease) {
  const labels = { gc: 2, action: 2, cause: 4 } as const;
  return {
    collections: summary("jvm_gc_pause_seconds", {
      help: "Pauses for garbage collections",
      quantiles: [],
      labels,
      exporter,
    }),
    longestPause: gauge("jvm_gc_pause_seconds_max", { help: "Longest recent pause", labels, exporter }),
    concurrentPhases: summary("jvm_gc_concurrent_phase_time_seconds", {
      help: "Phases of garbage collections beside the application",
      quantiles: [],
      labels,
      exporter,
    }),
    collectionOverhead: gauge(nameOfShare("jvm_gc_overhead", release), {
      help: "Share of CPU time in garbage collections, lately",
      unit: "percentunit",
      exporter,
    }),
    allocated: counter("jvm_gc_memory_allocated_bytes_total", { help: "Bytes allocated", exporter }),
    promoted: counter("jvm_gc_memory_promoted_bytes_total", { help: "Bytes that became long-lived", exporter }),
    liveData: gauge("jvm_gc_live_data_size_bytes", { help: "Long-lived objects after a collection", exporter }),
    liveDataMaximum: gauge("jvm_gc_max_data_size_bytes", { help: "Memory that long-lived objects may have", exporter }),
  };
}

function threadMetrics() {
  const count = (name: string, help: string) => gauge(`jvm_threads_${name}_threads`, { help, unit: "short", exporter });
  return {
    threads: count("live", "Threads"),
    daemonThreads: count("daemon", "Daemon threads"),
    peakThreads: count("peak", "Most threads since the start"),
    startedThreads: counter("jvm_threads_started_threads_total", { help: "Threads started", unit: "short", exporter }),
    threadStates: gauge("jvm_threads_states_threads", {
      help: "Threads, by their state",
      unit: "short",
      labels: { state: ["new", "runnable", "blocked", "waiting", "timed-waiting", "terminated"] },
      exporter,
    }),
  };
}

/** Pools of threads, such as that of `@Async` methods. */
function executorMetrics() {
  const labels = { name: 2 } as const;
  const count = (name: string, help: string) => gauge(`executor_${name}`, { help, unit: "short", labels, exporter });
  return {
    active: count("active_threads", "Threads that execute a task"),
    size: count("pool_size_threads", "Threads of a pool"),
    core: count("pool_core_threads", "Threads that a pool keeps"),
    maximum: count("pool_max_threads", "Threads that a pool may have"),
    queued: count("queued_tasks", "Tasks that wait"),
    remaining: count("queue_remaining_tasks", "Further tasks that may wait"),
    completed: counter("executor_completed_tasks_total", { help: "Tasks done", unit: "short", labels, exporter }),
  };
}

/** Up to Micrometer 1.12, the names of shares end in `_percent`, though they go from 0 to 1. */
function nameOfShare(name: string, release: MicrometerRelease): string {
  return release === "1.12" ? `${name}_percent` : name;
}

/**
 * The threads in a deadlock, which only `JvmThreadDeadlockMetrics` exposes (since Micrometer 1.14). Micronaut binds it,
 * Spring Boot needs a bean of it.
 *
 * @example
 * shop.service("orders", { …, runtime: { ...micrometerMetrics(), ...micrometerDeadlocks() } })
 */
export function micrometerDeadlocks() {
  const count = (name: string, help: string) => gauge(`jvm_threads_${name}_threads`, { help, unit: "short", exporter });
  return {
    deadlocked: count("deadlocked", "Threads in a deadlock"),
    deadlockedOnMonitors: count("deadlocked_monitor", "Threads in a deadlock on monitors of objects"),
  };
}
