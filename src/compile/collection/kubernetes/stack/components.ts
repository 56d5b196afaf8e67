import type { KubernetesComponentName } from "../../../../model/collection/kubernetes-components.js";
import { writeAlertmanager } from "./alertmanager.js";
import { exporter } from "./exporters.js";
import { writeGrafana } from "./grafana.js";
import { writeFluentBit } from "./logs/fluent-bit.js";
import { writeLogReader } from "./logs/log-reader.js";
import { writeLoki } from "./logs/loki.js";
import { writeNodeExporter } from "./node-exporter.js";
import { writeObjectMetrics } from "./object-metrics.js";
import { writePrometheus } from "./prometheus.js";
import type { WriteComponent } from "./stack.js";
import { writeElasticsearch } from "./traces/elasticsearch.js";
import { writeJaeger } from "./traces/jaeger.js";
import { writeCollector } from "./traces/otel-collector.js";
import { writeTempo } from "./traces/tempo.js";

/** The components that run in the cluster where nothing is sent to Grafana Cloud, in the order of their files. */
export const stackComponents: { readonly [Name in KubernetesComponentName]?: WriteComponent } = {
  "kube-state-metrics": writeObjectMetrics,
  "node-exporter": writeNodeExporter,
  "postgres-exporter": exporter(9187),
  "redis-exporter": exporter(9121),
  prometheus: writePrometheus,
  alertmanager: writeAlertmanager,
  grafana: writeGrafana,
  loki: writeLoki,
  alloy: writeLogReader,
  "fluent-bit": writeFluentBit,
  elasticsearch: writeElasticsearch,
  jaeger: writeJaeger,
  tempo: writeTempo,
  "otel-collector": writeCollector,
};
