import type { Panel, PanelOptions, Signal } from "telltale";
import * as telltale from "telltale";
import { describe, expect, test } from "vitest";
import type { Query } from "../../src/model/expression/query.js";
import { buildCatalogue } from "../../src/model/system/catalogue.js";
import { selectors } from "../../src/promql/index.js";
import { labelsOf, queryOf, treeOf } from "./expression.js";
import {
  alertmanager,
  alloy,
  cart,
  checkout,
  collector,
  consumers,
  containers,
  hosts,
  invoices,
  kafka,
  kubernetes,
  loki,
  postgres,
  prometheus,
  redis,
  shop,
  tempo,
  volumes,
} from "./shop.js";

const signals: Readonly<Record<string, Signal>> = {
  requestRate: telltale.requestRate(cart.http, { by: ["endpoint"] }),
  failureRate: telltale.failureRate(cart.http),
  errorRatio: telltale.errorRatio(cart.http),
  latency: telltale.latency(cart.http, 0.95),
  slowerThan: telltale.slowerThan(cart.http, 0.5),
  quantile: telltale.quantile(cart.pieces, 0.5),
  shareAbove: telltale.shareAbove(cart.pieces, 10),
  shareAtMost: telltale.shareAtMost(cart.pieces, 0),
  eventRate: telltale.eventRate(cart.prices.hits),
  cacheHitRatio: telltale.cacheHitRatio(cart.prices),
  cacheLookups: telltale.cacheLookups(cart.prices),
  databaseRate: telltale.databaseRate(cart.orders),
  databaseErrorRatio: telltale.databaseErrorRatio(cart.orders),
  databaseLatency: telltale.databaseLatency(cart.orders, 0.95),
  cpuUse: telltale.cpuUse(containers),
  cpuThrottling: telltale.cpuThrottling(containers),
  memoryUse: telltale.memoryUse(containers),
  memoryOfLimit: telltale.memoryOfLimit(containers),
  networkReceived: telltale.networkReceived(containers),
  networkSent: telltale.networkSent(containers),
  restarts: telltale.restarts(kubernetes),
  crashLooping: telltale.crashLooping(kubernetes),
  podsByPhase: telltale.podsByPhase(kubernetes),
  podsReady: telltale.podsReady(kubernetes),
  nodeCpu: telltale.nodeCpu(containers, kubernetes),
  nodeMemory: telltale.nodeMemory(containers, kubernetes),
  nodeDisk: telltale.nodeDisk(containers),
  requestedOfAllocatable: telltale.requestedOfAllocatable(kubernetes, "cpu"),
  missingReplicas: telltale.missingReplicas(kubernetes),
  quotaUse: telltale.quotaUse(kubernetes),
  volumeUse: telltale.volumeUse(volumes),
  hostCpu: telltale.hostCpu(hosts),
  hostLoad: telltale.hostLoad(hosts),
  hostMemory: telltale.hostMemory(hosts),
  hostDisk: telltale.hostDisk(hosts),
  hostInodes: telltale.hostInodes(hosts),
  hostDiskBusy: telltale.hostDiskBusy(hosts),
  hostPressure: telltale.hostPressure(hosts, "memory"),
  hostNetwork: telltale.hostNetwork(hosts, "sent"),
  hostNetworkErrors: telltale.hostNetworkErrors(hosts),
  timeToExhaustion: telltale.saturation(telltale.hostDisk(hosts), { soft: 0.8, hard: 0.9 }).timeToExhaustion,
  postgresConnections: telltale.postgresConnections(postgres),
  postgresTransactions: telltale.postgresTransactions(postgres),
  postgresRollbacks: telltale.postgresRollbacks(postgres),
  postgresCacheHits: telltale.postgresCacheHits(postgres),
  postgresLongestTransaction: telltale.postgresLongestTransaction(postgres),
  postgresReplicationLag: telltale.postgresReplicationLag(postgres),
  postgresIndexUse: telltale.postgresIndexUse(postgres),
  redisMemory: telltale.redisMemory(redis),
  redisClients: telltale.redisClients(redis),
  redisCommands: telltale.redisCommands(redis),
  redisHitRatio: telltale.redisHitRatio(redis),
  redisEvictions: telltale.redisEvictions(redis),
  topicMessages: telltale.topicMessages(kafka),
  topicRequests: telltale.topicRequests(kafka),
  offlinePartitions: telltale.offlinePartitions(kafka),
  underReplicatedPartitions: telltale.underReplicatedPartitions(kafka),
  consumerLag: telltale.consumerLag(consumers),
  consumerDelay: telltale.consumerDelay(consumers),
  workRate: telltale.workRate(cart.jobs, { by: ["job_name"] }),
  workErrorRatio: telltale.workErrorRatio(cart.jobs),
  workDuration: telltale.workDuration(cart.jobs, 0.95),
  workBacklog: telltale.workBacklog(cart.jobs, { by: ["queue"] }),
  workWait: telltale.workWait(cart.jobs, 0.95),
  jvmHeap: telltale.jvmHeap(checkout.runtime, { by: ["pod"] }),
  jvmGarbageCollection: telltale.jvmGarbageCollection(checkout.runtime),
  jvmThreads: telltale.jvmThreads(checkout.runtime),
  jvmDeadlocks: telltale.jvmDeadlocks(checkout.runtime),
  micrometerHeap: telltale.jvmHeap(invoices.runtime, { by: ["pod"] }),
  micrometerGarbageCollection: telltale.jvmGarbageCollection(invoices.runtime),
  springBootLatency: telltale.latency(invoices.http, 0.95),
  prometheusRuleFailures: telltale.prometheusRuleFailures(prometheus),
  prometheusRuleTime: telltale.prometheusRuleTime(prometheus),
  prometheusDroppedAlerts: telltale.prometheusDroppedAlerts(prometheus),
  prometheusSeries: telltale.prometheusSeries(prometheus),
  prometheusConfigLoaded: telltale.prometheusConfigLoaded(prometheus),
  alertmanagerFailedNotifications: telltale.alertmanagerFailedNotifications(alertmanager),
  alertmanagerConfigLoaded: telltale.alertmanagerConfigLoaded(alertmanager),
  alertmanagerLostPeers: telltale.alertmanagerLostPeers(alertmanager),
  lokiDiscarded: telltale.lokiDiscarded(loki),
  lokiStreams: telltale.lokiStreams(loki),
  tempoDiscarded: telltale.tempoDiscarded(tempo),
  tempoFailedFlushes: telltale.tempoFailedFlushes(tempo),
  collectorRefused: telltale.collectorRefused(collector, "points"),
  collectorLost: telltale.collectorLost(alloy, "records"),
  collectorQueue: telltale.collectorQueue(collector),
  alloyConfigLoaded: telltale.alloyConfigLoaded(alloy),
  alloyUnhealthyComponents: telltale.alloyUnhealthyComponents(alloy),
  alloyLostSamples: telltale.alloyLostSamples(alloy),
  alloyLostLines: telltale.alloyLostLines(alloy),
};

const rows = [
  ...telltale.hostRows(hosts),
  ...telltale.postgresRows(postgres),
  ...telltale.redisRows(redis),
  ...telltale.clusterRows(kubernetes, containers, volumes),
  ...telltale.podRows(kubernetes, containers),
];

const panels: readonly Panel[] = [
  ...telltale.red(cart.http),
  ...telltale.red(cart.http, { status: "status" }),
  ...telltale.red(cart.http, { by: ["endpoint"] }),
  ...telltale.cachePanels(cart.prices),
  ...telltale.databasePanels(cart.orders),
  ...telltale.containerPanels(containers),
  ...telltale.podPanels(kubernetes),
  ...telltale.networkPanels(containers),
  ...telltale.nodePanels(containers, kubernetes),
  ...telltale.workloadPanels(kubernetes),
  ...telltale.storagePanels(volumes, kubernetes),
  ...telltale.quotaPanels(kubernetes),
  ...telltale.kafkaPanels(kafka),
  ...telltale.consumerPanels(consumers),
  ...telltale.workerPanels(cart.jobs),
  ...telltale.scrapePanels(cart, { targetLimit: 0.5, durationLimit: 8 }),
  ...telltale.jvmPanels(checkout.runtime, { by: ["pod"], heapLimit: 0.9 }),
  ...telltale.jvmPanels(invoices.runtime),
  ...telltale.red(invoices.http, { status: "status" }),
  ...telltale.prometheusPanels(prometheus),
  ...telltale.alertmanagerPanels(alertmanager),
  ...telltale.lokiPanels(loki),
  ...telltale.tempoPanels(tempo),
  ...telltale.collectorPanels(collector),
  ...telltale.alloyPanels(alloy),
  ...rows.flatMap((row) => [row.panels].flat(2) as Panel[]),
];

const { series } = buildCatalogue(shop);
const unknownSeries = (query: Query) => selectors(treeOf(query)).filter(({ name }) => !series.has(name ?? ""));

describe.each(Object.entries(signals))("the signal %s", (_name, signal) => {
  test("reads only series of the catalogue", () => expect(unknownSeries(signal.query)).toEqual([]));

  test("has the labels in `by`, and no others", () => {
    const carried = labelsOf(signal.query, shop);
    expect(carried.isOpen).toBe(false);
    expect(
      [...carried.labels]
        .filter(([, presence]) => presence !== "never")
        .map(([label]) => label)
        .sort(),
    ).toEqual([...signal.by].sort());
  });

  test("has a title, a description, a unit and a legend", () => {
    expect(signal.title).not.toBe("");
    expect(signal.description).toMatch(/^[A-Z0-9].*[.\w]$/);
    expect(signal.unit).not.toBe("");
    for (const [, label] of signal.legend.matchAll(/\{\{(\w+)\}\}/g)) expect(signal.by).toContain(label);
  });
});

describe.each(panels.map((panel) => [panel.title, panel] as const))("the panel %s", (_title, panel) => {
  test("has a description and a unit", () => {
    const options: PanelOptions = panel.options;
    expect(options.description).toMatch(/\.$/);
    const units = panel.queries.map(({ query }) => (query.kind === "signal" ? query.unit : options.unit));
    expect(units).not.toContain(undefined);
  });

  test("reads only series of the catalogue", () => {
    for (const { query } of panel.queries) expect(unknownSeries(queryOf(query))).toEqual([]);
  });
});
