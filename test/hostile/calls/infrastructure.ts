import * as telltale from "telltale";
import { hostCpu } from "telltale";
import {
  available,
  type Call,
  call,
  cart,
  consumers,
  containers,
  hosts,
  kafka,
  kubernetes,
  postgres,
  redis,
  videos,
  volumes,
} from "./fixtures.js";

const host = { where: { instance: "a:9100" } };
const topics = { where: { topic: "a" } };

const hostSignals = Object.entries({
  hostCpu,
  hostDisk: telltale.hostDisk,
  hostDiskBusy: telltale.hostDiskBusy,
  hostInodes: telltale.hostInodes,
  hostLoad: telltale.hostLoad,
  hostMemory: telltale.hostMemory,
  hostNetworkErrors: telltale.hostNetworkErrors,
}).map(([name, signal]) => call(name, signal, hosts, host));

const postgresSignals = Object.entries({
  postgresCacheHits: telltale.postgresCacheHits,
  postgresConnections: telltale.postgresConnections,
  postgresIndexUse: telltale.postgresIndexUse,
  postgresLongestTransaction: telltale.postgresLongestTransaction,
  postgresReplicationLag: telltale.postgresReplicationLag,
  postgresRollbacks: telltale.postgresRollbacks,
  postgresTransactions: telltale.postgresTransactions,
}).map(([name, signal]) => call(name, signal, postgres, host));

const redisSignals = Object.entries({
  redisClients: telltale.redisClients,
  redisCommands: telltale.redisCommands,
  redisEvictions: telltale.redisEvictions,
  redisHitRatio: telltale.redisHitRatio,
  redisMemory: telltale.redisMemory,
}).map(([name, signal]) => call(name, signal, redis, host));

/** Calls of the functions for hosts, databases, caches, brokers and workers. */
export const infrastructureCalls: readonly Call[] = [
  ...hostSignals,
  call("hostNetwork", telltale.hostNetwork, hosts, "received", host),
  call("hostPressure", telltale.hostPressure, hosts, "memory", host),
  call("hostRows", telltale.hostRows, hosts, {
    ...host,
    cpuLimit: 0.9,
    memoryLimit: 0.9,
    diskSoftLimit: 0.8,
    diskHardLimit: 0.9,
  }),
  ...postgresSignals,
  call("postgresRows", telltale.postgresRows, postgres, { ...host, connectionLimit: 0.9, transactionLimit: 60 }),
  ...redisSignals,
  call("redisRows", telltale.redisRows, redis, { ...host, memoryLimit: 0.9, hitLimit: 0.8 }),
  call("topicMessages", telltale.topicMessages, kafka, topics),
  call("topicRequests", telltale.topicRequests, kafka, topics),
  call("offlinePartitions", telltale.offlinePartitions, kafka),
  call("underReplicatedPartitions", telltale.underReplicatedPartitions, kafka),
  call("kafkaPanels", telltale.kafkaPanels, kafka, topics),
  call("consumerLag", telltale.consumerLag, consumers, { where: { consumergroup: "a" } }),
  call("consumerDelay", telltale.consumerDelay, consumers, { where: { consumergroup: "a" } }),
  call("consumerPanels", telltale.consumerPanels, consumers, { where: { consumergroup: "a" } }),
  call("clusterRows", telltale.clusterRows, kubernetes, containers, volumes, { where: { namespace: "shop" } }),
  call("podRows", telltale.podRows, kubernetes, containers, {
    where: { namespace: "shop" },
    over: "15m",
    restartLimit: 3,
    memoryLimit: 0.9,
  }),
  call("saturation", telltale.saturation, hostCpu(hosts), { soft: 0.8, hard: 0.9, over: "1h" }),
  call("saturationPanels", telltale.saturationPanels, telltale.saturation(hostCpu(hosts), { soft: 0.8, hard: 0.9 }), {
    width: 12,
  }),
  call("workRate", telltale.workRate, videos.work, { by: ["mode"], where: { mode: "a" } }),
  call("workErrorRatio", telltale.workErrorRatio, videos.work, { by: ["mode"], where: { mode: "a" } }),
  call("workDuration", telltale.workDuration, videos.work, 0.9, { by: ["pod"], where: { pod: "a" } }),
  call("workWait", telltale.workWait, videos.work, 0.9, { by: ["pod"], where: { pod: "a" } }),
  call("workBacklog", telltale.workBacklog, videos.work, { by: ["pod"], where: { pod: "a" } }),
  call("workStopped", telltale.workStopped, videos.work, { where: { mode: "a" }, over: "10m" }),
  call("workerPanels", telltale.workerPanels, videos.work, {
    name: "N",
    by: ["mode"],
    where: { pod: "a" },
    errorLimit: 0.1,
    waitingLimit: 10,
    durationLimit: 1,
  }),
  call("eventRatio", telltale.eventRatio, cart.http, { by: ["endpoint"], where: { endpoint: "a" } }),
  call("eventRatio", telltale.eventRatio, { failed: cart.cache.misses, of: cart.cache.hits, events: "lookups" }),
  call("eventRatio", telltale.eventRatio, {
    failed: telltale.logql`rate({app="cart"}[1m])`,
    of: telltale.logql`rate({app="cart"}[1m])`,
    service: cart,
  }),
  call("fasterThan", telltale.fasterThan, cart.http, 0.1, { by: ["endpoint"], where: { endpoint: "a" } }),
  call("fresherThan", telltale.fresherThan, cart.open, "1d", { where: { pod: "a" } }),
  call("timeSlices", telltale.timeSlices, { service: cart, failed: telltale.down(cart) }),
  call("combined", telltale.combined, [available]),
  call("uptime", telltale.uptime, cart, { where: { pod: "a" } }),
];
