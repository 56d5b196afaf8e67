import { gauge } from "../../model/metric/metric.js";
import { type ClusterSize, smallCluster } from "./cluster-size.js";
import type { ExposedMetrics } from "./exposed.js";

/** What a service that exposes the kubelet's metrics has. */
export type Kubelet = ExposedMetrics<ReturnType<typeof kubelet>>;

/**
 * What the kubelet itself knows of the volumes that it mounts. Scraping is expected to add the name of the `node`.
 *
 * @example
 * export const volumes = qnt9.service("kubelet", kubelet({ nodes: 3 }));
 */
export function kubelet(size: ClusterSize & { readonly claims?: number } = {}) {
  const { nodes, namespaces, claims } = { ...smallCluster, claims: 10, ...size };
  const claim = { namespace: namespaces, persistentvolumeclaim: claims } as const;
  return {
    exporter: true,
    port: 10250,
    labels: { node: nodes },
    volumeUsed: gauge("kubelet_volume_stats_used_bytes", { help: "Bytes used on a volume", labels: claim }),
    volumeSize: gauge("kubelet_volume_stats_capacity_bytes", { help: "Bytes that a volume can hold", labels: claim }),
  };
}
