import { hasKind } from "../../model/definition/definition.js";
import {
  instance,
  list,
  number,
  type OptionTable,
  object,
  type Shape,
  string,
  varying,
} from "../../model/definition/option-table.js";
import { isMetric } from "../../model/metric/any-metric.js";
import { matchersShape } from "../../model/metric/metric-shapes.js";
import type { ClusterSize } from "../exporters/kubernetes/cluster-size.js";
import type { Grouping } from "../grouping.js";

const groupingOptions = { by: list(string), where: matchersShape } as const satisfies OptionTable<
  Grouping<string, Record<string, number>>
>;

/** The options of a signal that is grouped by labels. */
export const groupingShape: Shape = object(groupingOptions);

/** The options of functions that only select series. */
export const selectingShape: Shape = object({ where: matchersShape });

/** The bound of a panel, from which it is red. */
export const limitShape: Shape = varying(number);

/** A service with the metrics of an exporter, recognised by one of them. */
function exporterShape(name: string, part: string): Shape {
  return instance(`a service with the metrics of ${name}(…)`, (value) => part in value);
}

export const cadvisorShape = exporterShape("cadvisor", "cpuThrottledPeriods");
export const kubeletShape = exporterShape("kubelet", "volumeUsed");
export const kubeStateMetricsShape = exporterShape("kubeStateMetrics", "deployment");
export const nodeExporterShape = exporterShape("nodeExporter", "fileSystem");
export const postgresShape = exporterShape("postgresExporter", "statement");
export const redisShape = exporterShape("redisExporter", "lookups");
export const kafkaShape = exporterShape("kafkaMetrics", "handlersIdle");
export const kafkaExporterShape = exporterShape("kafkaExporter", "group");
export const prometheusShape = exporterShape("prometheusMetrics", "remoteWrite");
export const alertmanagerShape = exporterShape("alertmanagerMetrics", "silences");

export const lokiShape = exporterShape("lokiMetrics", "streams");
export const tempoShape = exporterShape("tempoMetrics", "liveTraces");
export const alloyShape = exporterShape("alloyMetrics", "configLoaded");
export const collectorShape: Shape = instance(
  "a service with the metrics of collectorMetrics(…) or alloyMetrics(…)",
  (value) => "points" in value,
);

/** The metrics of a JVM, which a service exposes among others. */
export const jvmShape: Shape = instance("the metrics of jvmMetrics() or micrometerMetrics()", isJvm);

/** The metrics of a JVM that count threads in a deadlock. */
export const deadlocksShape: Shape = instance(
  "the metrics of jvmMetrics(), or of micrometerMetrics() with micrometerDeadlocks()",
  (value) => isJvm(value) && "deadlocked" in value && hasMetricType(value.deadlocked, "gauge"),
);

function isJvm(value: object): boolean {
  const { collections, ...gauges } = value as Readonly<Record<string, unknown>>;
  const { memoryUsed, memoryMaximum, threads, deadlocked = threads } = gauges;
  const areGauges = [memoryUsed, memoryMaximum, threads, deadlocked].every((part) => hasMetricType(part, "gauge"));
  return areGauges && hasMetricType(collections, "summary");
}

function hasMetricType(part: unknown, type: string): boolean {
  return isMetric(part) && part.type === type;
}

/** A service of a system. */
export const serviceShape: Shape = instance("a service", (value) => hasKind(value, "service"));

export const clusterSizeOptions = {
  nodes: number,
  namespaces: number,
  pods: number,
} as const satisfies OptionTable<ClusterSize>;
