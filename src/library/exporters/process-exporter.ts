import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { counter, gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of process-exporter. */
export type ProcessExporter = ExposedMetrics<ReturnType<typeof processExporter>>;

/** The approximate number of processes that process-exporter watches. */
export interface ProcessGroupSize {
  /** Groups of processes. @default 10 */
  readonly groups?: number;
}

const processGroupSizeOptions = { groups: number } as const satisfies OptionTable<ProcessGroupSize>;

/**
 * The metrics of process-exporter: CPU, memory, files and threads of processes on a host, in groups by name.
 *
 * @example
 * export const processes = shop.service("process-exporter", processExporter({ groups: 5 }));
 */
export function processExporter(size: ProcessGroupSize = {}) {
  requireArguments("processExporter(…)", [["size", size, object(processGroupSizeOptions)]]);
  const labels = { groupname: size.groups ?? 10 } as const;
  const name = (part: string) => `namedprocess_namegroup_${part}`;
  return {
    exporter: true,
    port: 9256,
    labels: {},
    processes: gauge(name("num_procs"), { help: "Processes of a group", unit: "short", labels }),
    threads: gauge(name("num_threads"), { help: "Threads of a group", unit: "short", labels }),
    cpu: counter(name("cpu_seconds_total"), {
      help: "CPU time of a group",
      labels: { ...labels, mode: ["system", "user"] },
    }),
    memory: gauge(name("memory_bytes"), {
      help: "Memory of a group",
      labels: { ...labels, memtype: { values: ["resident", "virtual", "swapped"], about: 5 } },
    }),
    openFiles: gauge(name("open_filedesc"), { help: "Open file descriptors of a group", unit: "short", labels }),
    worstFileShare: gauge(name("worst_fd_ratio"), {
      help: "Open file descriptors as a share of the limit, of the process that is nearest to it",
      labels,
    }),
    readBytes: counter(name("read_bytes_total"), { help: "Bytes that a group has read", labels }),
    writtenBytes: counter(name("write_bytes_total"), { help: "Bytes that a group has written", labels }),
    oldestStart: gauge(name("oldest_start_time_seconds"), {
      help: "Time at which the oldest process of a group started",
      labels,
    }),
    states: gauge(name("states"), {
      help: "Threads of a group, by their state",
      unit: "short",
      labels: { ...labels, state: ["Running", "Sleeping", "Waiting", "Zombie", "Other"] },
    }),
    contextSwitches: counter(name("context_switches_total"), {
      help: "Context switches of a group",
      unit: "short",
      labels: { ...labels, ctxswitchtype: ["voluntary", "nonvoluntary"] },
    }),
  };
}
