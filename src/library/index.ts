export { type AlertStateOptions, activeSince, firing, pending } from "./alert-states.js";
export { type CachePanelOptions, cacheHitRatio, cacheLookups, cachePanels } from "./cache.js";
export {
  type CountedDatabase,
  type DatabasePanelOptions,
  databaseErrorRatio,
  databaseLatency,
  databasePanels,
  databaseRate,
  type TimedDatabase,
} from "./database.js";
export { type DeploymentOptions, deployments } from "./deployments.js";
export { average, type BoundOf, observations, quantile, shareAbove, shareAtMost } from "./distribution.js";
export { type DownOptions, down } from "./down.js";
export { type EventRateOptions, eventRate } from "./event-rate.js";
export { type Cadvisor, cadvisor } from "./exporters/cadvisor.js";
export type { ClusterSize } from "./exporters/cluster-size.js";
export { type KubeStateMetrics, kubeStateMetrics } from "./exporters/kube-state-metrics.js";
export { type Kubelet, kubelet } from "./exporters/kubelet.js";
export type { Grouping as Split, LabelOf, LabelsOf } from "./grouping.js";
export { combined } from "./indicators/combined.js";
export { type CountedEvents, type EventRatioOptions, eventRatio } from "./indicators/event-ratio.js";
export { fasterThan } from "./indicators/faster-than.js";
export { fresherThan, type TimeSliceOptions, timeSlices, uptime } from "./indicators/time-slices.js";
export {
  type NodeOptions,
  nodeCpu,
  nodeDisk,
  nodeMemory,
  nodePanels,
  requestedOfAllocatable,
} from "./kubernetes/nodes.js";
export {
  type ContainerPanelOptions,
  containerPanels,
  networkPanels,
  type PodPanelOptions,
  podPanels,
} from "./kubernetes/pod-panels.js";
export {
  cpuThrottling,
  cpuUse,
  crashLooping,
  memoryOfLimit,
  memoryUse,
  networkReceived,
  networkSent,
  type OverOptions,
  type PodOptions,
  type PodSelection,
  podsByPhase,
  podsReady,
  restarts,
} from "./kubernetes/pods.js";
export {
  autoscalerUse,
  missingReplicas,
  type NamespaceOptions,
  quotaPanels,
  quotaUse,
  storagePanels,
  volumeUse,
  workloadPanels,
} from "./kubernetes/workloads.js";
export {
  errorRatio,
  failureRate,
  latency,
  type RedOptions,
  red,
  requestRate,
  slowerThan,
  type TimedHttp,
} from "./red.js";
export { type RedTableOptions, redTable } from "./red-table.js";
export { type Scrapes, scrapes, up } from "./scrapes.js";
