import { checkArguments } from "../../model/definition/check-arguments.js";
import { choice, required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import { Signal, type SignalFields } from "../../model/expression/signal.js";
import { not, type Where } from "../../model/metric/label.js";
import type { Metric, Series } from "../../model/metric/metric.js";
import { nodeExporterShape, selectingShape } from "../arguments/shapes.js";
import type { NodeExporter } from "../exporters/node-exporter.js";
import { signalId } from "../grouping.js";

export interface HostOptions {
  /**
   * Selects hosts: `{ instance: "db-1:9100" }`, or the variable of a dashboard.
   *
   * @default all
   */
  readonly where?: Where<{ readonly instance: number }>;
}

const host = ["instance"] as const;

/** File systems in memory, of containers, and read-only images have no space to run out of. */
const disks = { fstype: not(/tmpfs|ramfs|overlay|squashfs|iso9660|autofs|nsfs|fuse.*/) } as const;

/** Interfaces of containers would count the traffic of the host's own once more. */
const networkCards = { device: not(/lo|veth.*|docker.*|br-.*|cali.*|cni.*|flannel.*|tap.*/) } as const;

/**
 * The share of a host's CPU time in which it was not idle.
 *
 * @example
 * hostCpu(hosts).above(0.8)
 */
export function hostCpu(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostCpu(…)", hosts, options);
  const idle = hosts.cpu.seconds.where({ mode: "idle", ...options.where });
  return hostSignal(origin, "cpu", [idle], {
    title: "CPU",
    description: "Share of each host's CPU in use.",
    unit: "percentunit",
    max: 1,
    query: promql`1 - avg by (${host}) (rate(${idle}[${window}]))`,
  });
}

/**
 * The processes that run or wait for a CPU or a disk, for each CPU: above 1, some of them wait.
 *
 * @example
 * hostLoad(hosts).above(1.5)
 */
export function hostLoad(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostLoad(…)", hosts, options);
  const { where } = options;
  const load = hosts.cpu.load5.where({ ...where });
  const cpus = hosts.cpu.seconds.where({ mode: "idle", ...where });
  return hostSignal(origin, "load", [load], {
    title: "Load per CPU",
    description: "Processes that run or wait, for each CPU, on average over five minutes. Above 1, some of them wait.",
    unit: "short",
    query: promql`max by (${host}) (${load}) / count by (${host}) (${cpus})`,
  });
}

/**
 * The share of a host's memory in use, without caches that can be dropped.
 *
 * @example
 * hostMemory(hosts).above(0.85)
 */
export function hostMemory(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostMemory(…)", hosts, options);
  const available = hosts.memory.available.where({ ...options.where });
  const total = hosts.memory.total.where({ ...options.where });
  return hostSignal(origin, "memory", [available, total], {
    title: "Memory",
    description: "Share of each host's memory in use, without caches that can be dropped.",
    unit: "percentunit",
    max: 1,
    query: promql`1 - sum by (${host}) (${available}) / sum by (${host}) (${total})`,
  });
}

/**
 * The share of each file system in use, as users other than root see it. File systems in memory and of containers are left
 * out, and so are those that are read-only.
 *
 * @example
 * saturation(hostDisk(hosts), { soft: 0.85, hard: 0.95 })
 */
export function hostDisk(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostDisk(…)", hosts, options);
  const { available, size, readOnly } = hosts.fileSystem;
  return fileSystemSignal(origin, options.where, [available, size, readOnly], {
    title: "Disk space",
    description: "Share of each file system in use.",
  });
}

/**
 * The share of the inodes of each file system in use: without any left, no file can be created, however much space there
 * is.
 *
 * @example
 * hostInodes(hosts).above(0.9)
 */
export function hostInodes(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostInodes(…)", hosts, options);
  const { filesFree, files, readOnly } = hosts.fileSystem;
  return fileSystemSignal(origin, options.where, [filesFree, files, readOnly], {
    title: "Inodes",
    description: "Share of the inodes of each file system in use. Without any left, no file can be created.",
  });
}

/**
 * The share of a file system in use. A mount that containers repeat counts once. All three metrics have the same labels:
 * what selects the first selects the others.
 */
function fileSystemSignal(
  origin: Origin,
  where: HostOptions["where"],
  metrics: readonly Metric<"gauge">[],
  texts: Pick<SignalFields, "title" | "description">,
): Signal {
  const by = ["instance", "device", "mountpoint"];
  const selected = metrics.map((metric, index) => metric.where({ ...(index === 0 && disks), ...where }));
  const [free, total, readOnly] = selected;
  const share = promql`${free!} / (${total!} > 0) unless ${readOnly!} == 1`;
  return new Signal({
    ...texts,
    origin,
    id: signalId("share", [free!, total!], by),
    unit: "percentunit",
    max: 1,
    by,
    legend: "{{instance}} {{mountpoint}}",
    query: promql`1 - max by (${by}) (${share})`,
  });
}

/**
 * The share of the time in which a disk had something to do. Near 1, requests wait for it; a disk that works on many at
 * once can do more, nevertheless.
 *
 * @example
 * hostDiskBusy(hosts).above(0.9)
 */
export function hostDiskBusy(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostDiskBusy(…)", hosts, options);
  const busy = hosts.disk.busy.where({ ...options.where });
  const by = ["instance", "device"];
  return new Signal({
    origin,
    id: signalId("busy", [busy], by),
    title: "Disks busy",
    description: "Share of the time in which each disk had something to do.",
    unit: "percentunit",
    by,
    query: promql`sum by (${by}) (rate(${busy}[${window}]))`,
  });
}

/**
 * The share of the time in which some process waited for a CPU, for memory or for a disk: pressure, as the kernel measures
 * it.
 *
 * @example
 * hostPressure(hosts, "memory").above(0.1)
 */
export function hostPressure(
  hosts: NodeExporter,
  resource: "cpu" | "memory" | "io",
  options: HostOptions = {},
): Signal {
  const origin = checkArguments("hostPressure(…)", [
    ["hosts", hosts, required(nodeExporterShape)],
    ["resource", resource, required(choice("cpu", "memory", "io"))],
    ["options", options, selectingShape],
  ]);
  const { cpuWaiting, memoryWaiting, ioWaiting } = hosts.pressure;
  const waiting = { cpu: cpuWaiting, memory: memoryWaiting, io: ioWaiting }[resource].where({ ...options.where });
  const name = { cpu: "CPU", memory: "memory", io: "disks" }[resource];
  return hostSignal(origin, "pressure", [waiting], {
    title: `Pressure on ${name}`,
    description: `Share of the time in which some process waited for ${resource === "cpu" ? "a CPU" : resource === "io" ? "a disk" : "memory"}.`,
    unit: "percentunit",
    max: 1,
    query: promql`max by (${host}) (rate(${waiting}[${window}]))`,
  });
}

/**
 * The bytes that the network cards of a host receive or send, per second. The traffic of containers is counted once.
 *
 * @example
 * hostNetwork(hosts, "received")
 */
export function hostNetwork(hosts: NodeExporter, direction: "received" | "sent", options: HostOptions = {}): Signal {
  const origin = checkArguments("hostNetwork(…)", [
    ["hosts", hosts, required(nodeExporterShape)],
    ["direction", direction, required(choice("received", "sent"))],
    ["options", options, selectingShape],
  ]);
  const { receivedBytes, sentBytes } = hosts.network;
  const bytes = (direction === "sent" ? sentBytes : receivedBytes).where({ ...networkCards, ...options.where });
  return hostSignal(origin, "network", [bytes], {
    title: `Network ${direction}`,
    description: `Bytes that each host has ${direction} per second.`,
    unit: "binBps",
    query: promql`sum by (${host}) (rate(${bytes}[${window}]))`,
  });
}

/**
 * The packets that a host could not receive or send, or dropped, per second.
 *
 * @example
 * hostNetworkErrors(hosts).above(10)
 */
export function hostNetworkErrors(hosts: NodeExporter, options: HostOptions = {}): Signal {
  const origin = checkHost("hostNetworkErrors(…)", hosts, options);
  const { receiveErrors, sendErrors, receiveDrops, sendDrops } = hosts.network;
  const events = [receiveErrors, sendErrors, receiveDrops, sendDrops].map((one) =>
    one.where({ ...networkCards, ...options.where }),
  );
  const [first, second, third, fourth] = events.map((one) => promql`sum by (${host}) (rate(${one}[${window}]))`);
  return hostSignal(origin, "networkErrors", events, {
    title: "Network errors",
    description: "Packets per second that each host could not receive or send, or dropped.",
    unit: "pps",
    query: promql`${first!} + ${second!} + ${third!} + ${fourth!}`,
  });
}

function checkHost(call: string, hosts: NodeExporter, options: HostOptions): Origin {
  return checkArguments(call, [
    ["hosts", hosts, required(nodeExporterShape)],
    ["options", options, selectingShape],
  ]);
}

/** A signal of each host. */
function hostSignal(
  origin: Origin,
  kind: string,
  of: readonly Series[],
  fields: Pick<SignalFields, "title" | "description" | "unit" | "max" | "query">,
): Signal {
  return new Signal({ ...fields, origin, id: signalId(kind, of, host), by: host });
}
