/** About how large a cluster is: what exporters of it cost depends on that, and on nothing else. */
export interface ClusterSize {
  readonly nodes?: number;
  readonly namespaces?: number;
  /** Pods at one time, over all namespaces. */
  readonly pods?: number;
}

/** A small cluster, for what is not said of it. */
export const smallCluster = { nodes: 3, namespaces: 10, pods: 60 } as const satisfies Required<ClusterSize>;
