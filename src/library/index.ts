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
export { type EventRateOptions, eventRate } from "./event-rate.js";
export * from "./exporters/index.js";
export type { Grouping as Split, LabelOf, LabelsOf } from "./grouping.js";
export {
  type HostOptions,
  hostCpu,
  hostDisk,
  hostDiskBusy,
  hostInodes,
  hostLoad,
  hostMemory,
  hostNetwork,
  hostNetworkErrors,
  hostPressure,
} from "./host/host.js";
export { type HostRowOptions, hostRows } from "./host/host-rows.js";
export { combined } from "./indicators/combined.js";
export { type CountedEvents, type EventRatioOptions, eventRatio } from "./indicators/event-ratio.js";
export { fasterThan } from "./indicators/faster-than.js";
export { fresherThan, type TimeSliceOptions, timeSlices, uptime } from "./indicators/time-slices.js";
export { clusterRows } from "./kubernetes/cluster-rows.js";
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
export { type PodRowOptions, podRows } from "./kubernetes/pod-rows.js";
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
  type AlertmanagerPanelOptions,
  alertmanagerConfigLoaded,
  alertmanagerFailedNotifications,
  alertmanagerLostPeers,
  alertmanagerPanels,
} from "./monitors/alertmanager.js";
export {
  alloyConfigLoaded,
  alloyLostLines,
  alloyLostSamples,
  alloyPanels,
  alloyUnhealthyComponents,
} from "./monitors/alloy.js";
export {
  type CollectorData,
  collectorLost,
  collectorPanels,
  collectorQueue,
  collectorRefused,
} from "./monitors/collector.js";
export { lokiDiscarded, lokiPanels, lokiStreams } from "./monitors/loki.js";
export {
  type PrometheusPanelOptions,
  prometheusConfigLoaded,
  prometheusDroppedAlerts,
  prometheusPanels,
  prometheusRuleFailures,
  prometheusRuleTime,
  prometheusSeries,
} from "./monitors/prometheus.js";
export { tempoDiscarded, tempoFailedFlushes, tempoPanels } from "./monitors/tempo.js";
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
export {
  type DeadlockJvm,
  type JvmOptions,
  type JvmPanelOptions,
  type JvmRuntime,
  jvmDeadlocks,
  jvmGarbageCollection,
  jvmHeap,
  jvmPanels,
  jvmThreads,
} from "./runtime/jvm.js";
export {
  type Saturation,
  type SaturationOptions,
  type SaturationPanelOptions,
  saturation,
  saturationPanels,
} from "./saturation.js";
export type { InstanceOptions } from "./stores/instance-signal.js";
export {
  postgresCacheHits,
  postgresConnections,
  postgresIndexUse,
  postgresLongestTransaction,
  postgresReplicationLag,
  postgresRollbacks,
  postgresTransactions,
} from "./stores/postgres.js";
export { type PostgresRowOptions, postgresRows } from "./stores/postgres-rows.js";
export { redisClients, redisCommands, redisEvictions, redisHitRatio, redisMemory } from "./stores/redis.js";
export { type RedisRowOptions, redisRows } from "./stores/redis-rows.js";
export {
  type ConsumerOptions,
  consumerDelay,
  consumerLag,
  offlinePartitions,
  type TopicOptions,
  topicMessages,
  topicRequests,
  underReplicatedPartitions,
} from "./stream/kafka.js";
export { consumerPanels, kafkaPanels } from "./stream/kafka-panels.js";
export { type DownOptions, down } from "./targets/down.js";
export { type ExporterDownOptions, exporterDown } from "./targets/exporter-down.js";
export {
  newSeries,
  type ScrapeOptions,
  type ScrapePanelOptions,
  scrapeDuration,
  scrapedSamples,
  scrapePanels,
  targetsUp,
} from "./targets/scrape-health.js";
export { type Scrapes, scrapes, up } from "./targets/scrapes.js";
export {
  type AwaitedWorker,
  type CountedWorker,
  type QueuedWorker,
  type StoppedOptions,
  type TimedWorker,
  workBacklog,
  workDuration,
  workErrorRatio,
  workRate,
  workStopped,
  workWait,
} from "./worker/worker.js";
export { type WorkerPanelOptions, workerPanels } from "./worker/worker-panels.js";
