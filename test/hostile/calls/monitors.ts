import * as telltale from "telltale";
import {
  alertmanager,
  alloy,
  type Call,
  call,
  checkout,
  collector,
  grouping,
  loki,
  prometheus,
  tempo,
} from "./fixtures.js";

const one = { where: { instance: "a:9090" } };

const jvmSignals = Object.entries({
  jvmDeadlocks: telltale.jvmDeadlocks,
  jvmGarbageCollection: telltale.jvmGarbageCollection,
  jvmHeap: telltale.jvmHeap,
  jvmThreads: telltale.jvmThreads,
}).map(([name, signal]) => call(name, signal, checkout.runtime, grouping));

const prometheusSignals = Object.entries({
  prometheusConfigLoaded: telltale.prometheusConfigLoaded,
  prometheusDroppedAlerts: telltale.prometheusDroppedAlerts,
  prometheusRuleFailures: telltale.prometheusRuleFailures,
  prometheusRuleTime: telltale.prometheusRuleTime,
  prometheusSeries: telltale.prometheusSeries,
}).map(([name, signal]) => call(name, signal, prometheus, one));

const alertmanagerSignals = Object.entries({
  alertmanagerConfigLoaded: telltale.alertmanagerConfigLoaded,
  alertmanagerFailedNotifications: telltale.alertmanagerFailedNotifications,
  alertmanagerLostPeers: telltale.alertmanagerLostPeers,
}).map(([name, signal]) => call(name, signal, alertmanager, one));

const alloySignals = Object.entries({
  alloyConfigLoaded: telltale.alloyConfigLoaded,
  alloyLostLines: telltale.alloyLostLines,
  alloyLostSamples: telltale.alloyLostSamples,
  alloyPanels: telltale.alloyPanels,
  alloyUnhealthyComponents: telltale.alloyUnhealthyComponents,
}).map(([name, signal]) => call(name, signal, alloy, one));

/** Calls of the functions for runtimes and for the monitors themselves. */
export const monitorCalls: readonly Call[] = [
  ...jvmSignals,
  call("jvmPanels", telltale.jvmPanels, checkout.runtime, { ...grouping, heapLimit: 0.9, collectionLimit: 0.1 }),
  ...prometheusSignals,
  call("prometheusPanels", telltale.prometheusPanels, prometheus, { ...one, seriesLimit: 1000 }),
  ...alertmanagerSignals,
  call("alertmanagerPanels", telltale.alertmanagerPanels, alertmanager, { ...one, failedLimit: 0.1 }),
  call("lokiDiscarded", telltale.lokiDiscarded, loki, one),
  call("lokiStreams", telltale.lokiStreams, loki, one),
  call("lokiPanels", telltale.lokiPanels, loki, one),
  call("tempoDiscarded", telltale.tempoDiscarded, tempo, one),
  call("tempoFailedFlushes", telltale.tempoFailedFlushes, tempo, one),
  call("tempoPanels", telltale.tempoPanels, tempo, one),
  call("collectorRefused", telltale.collectorRefused, collector, "spans", one),
  call("collectorLost", telltale.collectorLost, alloy, "records", one),
  call("collectorQueue", telltale.collectorQueue, collector, one),
  call("collectorPanels", telltale.collectorPanels, collector, one),
  ...alloySignals,
];
