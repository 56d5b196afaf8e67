/** The approximate size of a cluster: it decides how many series its exporters have. */
export interface ClusterSize {
  /** @default 3 */
  readonly nodes?: number;
  /** @default 10 */
  readonly namespaces?: number;
  /**
   * The number of pods at one time, in all namespaces.
   *
   * @default 60
   */
  readonly pods?: number;
}

/** The defaults: a small cluster. */
export const smallCluster = { nodes: 3, namespaces: 10, pods: 60 } as const satisfies Required<ClusterSize>;
