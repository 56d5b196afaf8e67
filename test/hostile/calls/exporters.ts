import * as telltale from "telltale";
import { type Call, call, duration, requests, size } from "./fixtures.js";

/** Calls of the catalogues of exporters, monitors and runtimes, with their sizes. */
export const exporterCalls: readonly Call[] = [
  call("blackboxExporter", telltale.blackboxExporter, { targets: 2 }),
  call("celeryExporter", telltale.celeryExporter, { tasks: 2, workers: 1, queues: 1 }),
  call("clickHouseMetrics", telltale.clickHouseMetrics, { instances: 1 }),
  call("daprInjectorMetrics", telltale.daprInjectorMetrics),
  call("daprMetrics", telltale.daprMetrics, { apps: 1, components: 1, topics: 1 }),
  call("kafkaMetrics", telltale.kafkaMetrics, { brokers: 1, topics: 1 }),
  call("kafkaExporter", telltale.kafkaExporter, { topics: 1 }),
  call("alertmanagerMetrics", telltale.alertmanagerMetrics),
  call("alloyMetrics", telltale.alloyMetrics, { components: 1 }),
  call("fluentBitMetrics", telltale.fluentBitMetrics, { inputs: 1, outputs: 1 }),
  call("grafanaMetrics", telltale.grafanaMetrics),
  call("jaegerMetrics", telltale.jaegerMetrics, {}),
  call("lokiMetrics", telltale.lokiMetrics),
  call("collectorMetrics", telltale.collectorMetrics, {}),
  call("prometheusMetrics", telltale.prometheusMetrics),
  call("tempoMetrics", telltale.tempoMetrics),
  call("nodeExporter", telltale.nodeExporter, { nodes: 1 }),
  call("postgresExporter", telltale.postgresExporter, { databases: 1 }),
  call("processExporter", telltale.processExporter, { groups: 1 }),
  call("redisExporter", telltale.redisExporter, {}),
  call("goMetrics", telltale.goMetrics),
  call("jvmMetrics", telltale.jvmMetrics),
  call("processMetrics", telltale.processMetrics),
  call("pythonMetrics", telltale.pythonMetrics),
  call("worker", telltale.worker, {
    processed: requests,
    failed: { status: "500" },
    duration,
    wait: duration,
    waiting: size,
  }),
];
