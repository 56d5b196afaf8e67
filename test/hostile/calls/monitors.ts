import * as telltale from "telltale";
import { alertmanager, type Call, call, checkout, grouping, prometheus } from "./fixtures.js";

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

/** Calls of the functions for runtimes and for the monitors themselves. */
export const monitorCalls: readonly Call[] = [
  ...jvmSignals,
  call("jvmPanels", telltale.jvmPanels, checkout.runtime, { ...grouping, heapLimit: 0.9, collectionLimit: 0.1 }),
  ...prometheusSignals,
  call("prometheusPanels", telltale.prometheusPanels, prometheus, { ...one, seriesLimit: 1000 }),
  ...alertmanagerSignals,
  call("alertmanagerPanels", telltale.alertmanagerPanels, alertmanager, { ...one, failedLimit: 0.1 }),
];
