import { requireArguments } from "../../../model/definition/check-arguments.js";
import { number, object } from "../../../model/definition/option-table.js";
import { gauge } from "../../../model/metric/metric.js";
import { clusterSizeOptions } from "../../arguments/shapes.js";
import type { ExposedMetrics } from "../exposed.js";
import { type ClusterSize, smallCluster } from "./cluster-size.js";

/** A service with the metrics of the kubelet. */
export type Kubelet = ExposedMetrics<ReturnType<typeof kubelet>>;

/**
 * The metrics of the kubelet itself: the volumes that it mounts. Scraping must add a `node` label.
 *
 * @example
 * export const volumes = qnt9.service("kubelet", kubelet({ nodes: 3 }));
 */
export function kubelet(size: ClusterSize & { readonly claims?: number } = {}) {
  requireArguments("kubelet(…)", [["size", size, object({ ...clusterSizeOptions, claims: number })]]);
  const { nodes, namespaces, claims } = { ...smallCluster, claims: 10, ...size };
  const claim = { namespace: namespaces, persistentvolumeclaim: claims } as const;
  return {
    exporter: true,
    port: 10250,
    labels: { node: nodes },
    volumeUsed: gauge("kubelet_volume_stats_used_bytes", { help: "Bytes used on a volume", labels: claim }),
    volumeSize: gauge("kubelet_volume_stats_capacity_bytes", { help: "Size of a volume, in bytes", labels: claim }),
    volumeAvailable: gauge("kubelet_volume_stats_available_bytes", { help: "Free space of a volume", labels: claim }),
    inodes: gauge("kubelet_volume_stats_inodes", { help: "Inodes of a volume", unit: "short", labels: claim }),
    inodesUsed: gauge("kubelet_volume_stats_inodes_used", {
      help: "Inodes in use on a volume",
      unit: "short",
      labels: claim,
    }),
    runningPods: gauge("kubelet_running_pods", { help: "Pods that run on a node", unit: "short" }),
  };
}
