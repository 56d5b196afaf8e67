import { requireArguments } from "../../../model/definition/check-arguments.js";
import { object } from "../../../model/definition/option-table.js";
import type { Labels } from "../../../model/metric/label.js";
import { counter, gauge } from "../../../model/metric/metric.js";
import { clusterSizeOptions } from "../../arguments/shapes.js";
import type { ExposedMetrics } from "../exposed.js";
import { type ClusterSize, smallCluster } from "./cluster-size.js";

/** A service with the metrics of cAdvisor. */
export type Cadvisor = ExposedMetrics<ReturnType<typeof cadvisor>>;

/**
 * The metrics of cAdvisor, which the kubelet serves under `/metrics/cadvisor`: resources that containers, pods and nodes
 * use. Scraping must add a `node` label.
 *
 * Each metric has series of several levels. `container` is empty for the sum over a pod and for all levels above;
 * `id="/"` is the whole node.
 *
 * @example
 * export const containers = qnt9.service("cadvisor", cadvisor({ nodes: 3, pods: 60 }));
 */
export function cadvisor(size: ClusterSize = {}) {
  requireArguments("cadvisor(…)", [["size", size, object(clusterSizeOptions)]]);
  const { nodes, namespaces, pods } = { ...smallCluster, ...size };
  const pod = { id: pods * 3, image: pods, name: pods * 2, namespace: namespaces, pod: pods } as const;
  const container = { ...pod, container: pods } as const;
  return {
    exporter: true,
    port: 10250,
    labels: { node: nodes },
    cpu: counter("container_cpu_usage_seconds_total", {
      help: "CPU time used",
      labels: { ...container, cpu: 1 },
    }),
    cpuPeriods: counter("container_cpu_cfs_periods_total", {
      help: "Scheduling periods in which a container with a CPU limit was runnable",
      labels: container,
    }),
    cpuThrottledPeriods: counter("container_cpu_cfs_throttled_periods_total", {
      help: "Scheduling periods in which a container was throttled by its CPU limit",
      labels: container,
    }),
    memory: gauge("container_memory_working_set_bytes", {
      help: "Working set of a container: memory that cannot be reclaimed, which counts against the limit",
      labels: container,
    }),
    memoryUsage: gauge("container_memory_usage_bytes", {
      help: "Memory of a container, with caches that can be dropped: it says little about the limit",
      labels: container,
    }),
    residentMemory: gauge("container_memory_rss", {
      help: "Memory of a container that no file backs",
      unit: "bytes",
      labels: container,
    }),
    cacheMemory: gauge("container_memory_cache", {
      help: "Page cache of a container",
      unit: "bytes",
      labels: container,
    }),
    outOfMemory: counter("container_oom_events_total", {
      help: "Processes of a container that were killed because its memory ran out",
      unit: "short",
      labels: container,
    }),
    cpuQuota: gauge("container_spec_cpu_quota", {
      help: "CPU time that a container may use in a period, in microseconds; -1 if it has no limit",
      unit: "µs",
      labels: container,
    }),
    cpuPeriod: gauge("container_spec_cpu_period", {
      help: "Length of a period of the CPU limit, in microseconds",
      unit: "µs",
      labels: container,
    }),
    lastSeen: gauge("container_last_seen", {
      help: "Time at which cAdvisor last saw a container",
      unit: "dateTimeAsIso",
      labels: container,
    }),
    memoryLimit: gauge("container_spec_memory_limit_bytes", {
      help: "Memory limit of a container; 0 if it has none",
      labels: container,
    }),
    networkReceived: counter("container_network_receive_bytes_total", {
      help: "Bytes received by a pod",
      unit: "bytes",
      labels: { ...pod, interface: 2 },
    }),
    networkSent: counter("container_network_transmit_bytes_total", {
      help: "Bytes sent by a pod",
      unit: "bytes",
      labels: { ...pod, interface: 2 },
    }),
    networkReceiveErrors: networkEvents("receive_errors", "Packets received with an error", pod),
    networkSendErrors: networkEvents("transmit_errors", "Packets that could not be sent", pod),
    networkReceiveDrops: networkEvents("receive_packets_dropped", "Packets received and dropped", pod),
    networkSendDrops: networkEvents("transmit_packets_dropped", "Packets dropped instead of sent", pod),
    diskRead: counter("container_fs_reads_bytes_total", {
      help: "Bytes read from disks",
      labels: { ...container, device: 4 },
    }),
    diskWritten: counter("container_fs_writes_bytes_total", {
      help: "Bytes written to disks",
      labels: { ...container, device: 4 },
    }),
    diskUsed: gauge("container_fs_usage_bytes", {
      help: "Bytes used on a file system",
      labels: { ...container, device: 4 },
    }),
    diskSize: gauge("container_fs_limit_bytes", {
      help: "Size of a file system, in bytes",
      labels: { ...container, device: 4 },
    }),
  };
}

function networkEvents<const L extends Labels>(name: string, help: string, labels: L) {
  return counter(`container_network_${name}_total`, { help, unit: "short", labels: { ...labels, interface: 2 } });
}
