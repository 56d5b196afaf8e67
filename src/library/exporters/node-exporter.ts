import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { counter, gauge, info } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";
import { diskMetrics, fileSystemMetrics, networkMetrics } from "./node-devices.js";

/** A service with the metrics of node_exporter. */
export type NodeExporter = ExposedMetrics<ReturnType<typeof nodeExporter>>;

/** The approximate size of the hosts that node_exporter runs on. */
export interface HostSize {
  /** @default 3 */
  readonly nodes?: number;
  /** CPUs of a node. @default 4 */
  readonly cpus?: number;
  /** File systems of a node. @default 5 */
  readonly fileSystems?: number;
  /** Disks of a node. @default 2 */
  readonly disks?: number;
  /** Network interfaces of a node. @default 3 */
  readonly interfaces?: number;
}

const hostSizeOptions = {
  nodes: number,
  cpus: number,
  fileSystems: number,
  disks: number,
  interfaces: number,
} as const satisfies OptionTable<HostSize>;

const smallHosts = { nodes: 3, cpus: 4, fileSystems: 5, disks: 2, interfaces: 3 } as const satisfies Required<HostSize>;

/**
 * The metrics of node_exporter 1, with its default collectors: CPU, memory, file systems, disks, network and pressure of a
 * host. Hosts are told apart by `instance`; relabelling may add a `node`, which `labels` then declares.
 *
 * @example
 * export const hosts = shop.service("node-exporter", nodeExporter({ nodes: 2 }));
 * @example
 * shop.service("node-exporter", { ...nodeExporter(), labels: { instance: 3, node: 3 } })
 */
export function nodeExporter(size: HostSize = {}) {
  requireArguments("nodeExporter(…)", [["size", size, object(hostSizeOptions)]]);
  const { nodes, cpus, fileSystems, disks, interfaces } = { ...smallHosts, ...size };
  return {
    exporter: true,
    port: 9100,
    labels: { instance: nodes },
    cpu: cpuMetrics(cpus),
    memory: memoryMetrics(),
    fileSystem: fileSystemMetrics(fileSystems),
    disk: diskMetrics(disks),
    network: networkMetrics(interfaces),
    pressure: pressureMetrics(),
    kernel: kernelMetrics(),
    clock: clockMetrics(),
    collector: {
      duration: gauge("node_scrape_collector_duration_seconds", {
        help: "Time that a collector took in the last scrape",
        labels: { collector: 40 },
      }),
      success: gauge("node_scrape_collector_success", {
        help: "1 if a collector succeeded in the last scrape",
        unit: "short",
        labels: { collector: 40 },
      }),
      textFileError: gauge("node_textfile_scrape_error", {
        help: "1 if a file of the textfile collector could not be read",
        unit: "short",
      }),
    },
  };
}

/** The modes that the time of a CPU is divided into. */
const cpuModes = ["idle", "iowait", "irq", "nice", "softirq", "steal", "system", "user"] as const;

function cpuMetrics(cpus: number) {
  return {
    seconds: counter("node_cpu_seconds_total", {
      help: "Time that CPUs spent in each mode",
      labels: { cpu: cpus, mode: cpuModes },
    }),
    guest: counter("node_cpu_guest_seconds_total", {
      help: "Time that CPUs spent in virtual machines",
      labels: { cpu: cpus, mode: ["nice", "user"] },
    }),
    load1: gauge("node_load1", { help: "Load average of one minute", unit: "short" }),
    load5: gauge("node_load5", { help: "Load average of five minutes", unit: "short" }),
    load15: gauge("node_load15", { help: "Load average of fifteen minutes", unit: "short" }),
  };
}

function memoryMetrics() {
  const bytes = (name: string, help: string) => gauge(`node_memory_${name}_bytes`, { help });
  return {
    total: bytes("MemTotal", "Memory of the host"),
    available: bytes("MemAvailable", "Memory that programs can have without swapping"),
    free: bytes("MemFree", "Memory that nothing uses, not even a cache"),
    buffers: bytes("Buffers", "Memory of raw disk blocks"),
    cached: bytes("Cached", "Memory of the page cache"),
    reclaimable: bytes("SReclaimable", "Memory of kernel caches that can be dropped"),
    slab: bytes("Slab", "Memory of kernel caches"),
    shared: bytes("Shmem", "Memory that is shared, and of tmpfs"),
    anonymous: bytes("AnonPages", "Memory of programs that no file backs"),
    dirty: bytes("Dirty", "Memory that waits to be written to disk"),
    writeback: bytes("Writeback", "Memory that is being written to disk"),
    committed: bytes("Committed_AS", "Memory that programs have asked for"),
    commitLimit: bytes("CommitLimit", "Memory that may be asked for, if overcommitment is limited"),
    swapTotal: bytes("SwapTotal", "Swap space"),
    swapFree: bytes("SwapFree", "Swap space that is free"),
    swapCached: bytes("SwapCached", "Memory that is in swap, too"),
    majorFaults: counter("node_vmstat_pgmajfault", { help: "Page faults that had to read a disk", unit: "short" }),
    swappedIn: counter("node_vmstat_pswpin", { help: "Pages read from swap", unit: "short" }),
    swappedOut: counter("node_vmstat_pswpout", { help: "Pages written to swap", unit: "short" }),
    killed: counter("node_vmstat_oom_kill", { help: "Processes killed because memory ran out", unit: "short" }),
  };
}

function pressureMetrics() {
  const waiting = (resource: string, help: string) => counter(`node_pressure_${resource}_seconds_total`, { help });
  return {
    cpuWaiting: waiting("cpu_waiting", "Time in which some process waited for a CPU"),
    ioWaiting: waiting("io_waiting", "Time in which some process waited for a disk"),
    ioStalled: waiting("io_stalled", "Time in which all processes waited for a disk"),
    memoryWaiting: waiting("memory_waiting", "Time in which some process waited for memory"),
    memoryStalled: waiting("memory_stalled", "Time in which all processes waited for memory"),
  };
}

function kernelMetrics() {
  return {
    bootTime: gauge("node_boot_time_seconds", { help: "Time at which the host started" }),
    uname: info("node_uname_info", {
      help: "Kernel and name of the host",
      labels: { sysname: 1, release: 2, version: 2, machine: 1, nodename: 1, domainname: 1 },
    }),
    contextSwitches: counter("node_context_switches_total", { help: "Context switches", unit: "short" }),
    interrupts: counter("node_intr_total", { help: "Interrupts", unit: "short" }),
    forks: counter("node_forks_total", { help: "Processes started", unit: "short" }),
    running: gauge("node_procs_running", { help: "Processes that run or could run", unit: "short" }),
    blocked: gauge("node_procs_blocked", { help: "Processes that wait for a disk", unit: "short" }),
    openFiles: gauge("node_filefd_allocated", { help: "Open file descriptors of the host", unit: "short" }),
    maxFiles: gauge("node_filefd_maximum", { help: "File descriptors that may be open", unit: "short" }),
    entropy: gauge("node_entropy_available_bits", { help: "Entropy that is available", unit: "bits" }),
  };
}

function clockMetrics() {
  return {
    time: gauge("node_time_seconds", { help: "Time of the host" }),
    offset: gauge("node_timex_offset_seconds", { help: "Offset of the clock to its reference" }),
    maximumError: gauge("node_timex_maxerror_seconds", { help: "Maximum error of the clock" }),
    synchronised: gauge("node_timex_sync_status", { help: "1 if the clock follows a reference", unit: "short" }),
  };
}
