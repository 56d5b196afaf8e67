import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { kafkaMetrics } from "../../src/index.js";
import { type AnyMetric, seriesOf } from "../../src/model/metric/any-metric.js";
import { repository } from "./documented/find-definitions.js";

interface Rule {
  readonly pattern: string;
  readonly name: string;
  readonly type: "COUNTER" | "GAUGE";
  readonly labels?: Readonly<Record<string, string>>;
}

interface ConfigMap {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly data: Readonly<Record<string, string>>;
}

interface Kafka {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly kafka: {
      readonly metricsConfig: {
        readonly type: string;
        readonly valueFrom: { readonly configMapKeyRef: { readonly name: string; readonly key: string } };
      };
    };
  };
}

const file = join(repository, "systems/todo/kubernetes/kafka-metrics.yaml");
const [kafka, configMap] = loadAll(readFileSync(file, "utf8")) as [Kafka, ConfigMap];
const { name, key } = kafka.spec.kafka.metricsConfig.valueFrom.configMapKeyRef;
const { rules, includeObjectNames } = load(configMap.data[key]!) as {
  readonly rules: readonly Rule[];
  readonly includeObjectNames: readonly string[];
};

/** Attributes of Kafka's beans, as its documentation of monitoring names them. */
const attributes: readonly string[] = [
  ...["MessagesIn", "BytesIn", "BytesOut", "TotalProduceRequests", "TotalFetchRequests"].flatMap(ofTopics),
  ...["FailedProduceRequests", "FailedFetchRequests"].flatMap(ofTopics),
  ...["UnderReplicatedPartitions", "UnderMinIsrPartitionCount", "PartitionCount", "LeaderCount"].map(
    (one) => `kafka.server:type=ReplicaManager,name=${one} Value`,
  ),
  "kafka.server:type=ReplicaManager,name=IsrShrinksPerSec Count",
  "kafka.server:type=ReplicaManager,name=IsrExpandsPerSec Count",
  "kafka.log:type=Log,name=Size,topic=tasks,partition=0 Value",
  "kafka.log:type=LogManager,name=OfflineLogDirectoryCount Value",
  "kafka.controller:type=KafkaController,name=ActiveControllerCount Value",
  "kafka.controller:type=KafkaController,name=OfflinePartitionsCount Value",
  "kafka.controller:type=ControllerStats,name=UncleanLeaderElectionsPerSec Count",
  "kafka.network:type=RequestMetrics,name=RequestsPerSec,request=Produce,version=11 Count",
  "kafka.network:type=RequestMetrics,name=ErrorsPerSec,request=Produce,error=NONE Count",
  ...["50", "75", "95", "98", "99", "999"].map(
    (one) => `kafka.network:type=RequestMetrics,name=TotalTimeMs,request=Produce ${one}thPercentile`,
  ),
  "kafka.server:type=KafkaRequestHandlerPool,name=RequestHandlerAvgIdlePercent OneMinuteRate",
  "kafka.network:type=SocketServer,name=NetworkProcessorAvgIdlePercent Value",
];

function ofTopics(what: string): readonly string[] {
  const bean = `kafka.server:type=BrokerTopicMetrics,name=${what}PerSec`;
  return [`${bean} Count`, `${bean},topic=tasks Count`];
}

/** The series that the JMX exporter makes of an attribute: the first rule whose pattern is in its description decides. */
function seriesFor(attribute: string) {
  const [bean, field] = attribute.split(" ") as [string, string];
  if (!includeObjectNames.some((one) => bean.startsWith(one.slice(0, -1)))) return undefined;
  const [domain, properties] = bean.split(":") as [string, string];
  const described = `${domain}<${properties.replaceAll(",", ", ")}><>${field}: 1`;
  for (const rule of rules) {
    const match = new RegExp(rule.pattern).exec(described);
    if (!match) continue;
    const fill = (text: string) => text.replaceAll(/\$(\d)/g, (_, group) => match[Number(group)]!);
    const labels = Object.entries(rule.labels ?? {}).map(([label, value]) => [label, fill(value)] as const);
    return { name: fill(rule.name).toLowerCase(), type: rule.type.toLowerCase(), labels: Object.fromEntries(labels) };
  }
  return undefined;
}

/** The metrics of brokers in the catalogue, without those of the JVM, which the exporter has of its own. */
function declared(): readonly AnyMetric[] {
  const { runtime: _, exporter: __, port: ___, labels: ____, ...metrics } = kafkaMetrics();
  return Object.values(metrics).flatMap((one) =>
    "metric" in one || "name" in one ? [one as AnyMetric] : (Object.values(one) as readonly AnyMetric[]),
  );
}

test("the resource of Kafka refers to the ConfigMap, which is where its pods are", () => {
  expect(kafka.spec.kafka.metricsConfig.type).toBe("jmxPrometheusExporter");
  expect(configMap.metadata).toEqual({ name, namespace: kafka.metadata.namespace });
});

test("each rule makes series of Kafka's attributes, and each attribute has one", () => {
  const made = attributes.map((attribute) => [attribute, seriesFor(attribute)] as const);
  expect(made.filter(([, series]) => series === undefined)).toEqual([]);
  for (const { pattern } of rules) {
    const used = attributes.some((one) => {
      const [bean, field] = one.split(" ") as [string, string];
      return new RegExp(pattern).test(`${bean.replace(":", "<").replaceAll(",", ", ")}><>${field}`);
    });
    expect(used, pattern).toBe(true);
  }
});

test("the series are those of the catalogue: every metric, with its type and its labels", () => {
  const made = attributes.map((attribute) => seriesFor(attribute)!);
  const metrics = declared();
  expect(metrics.length).toBeGreaterThan(20);
  for (const metric of metrics) {
    const series = seriesOf(metric)[0]!.name;
    const own = made.filter((one) => one.name === series);
    expect(own, series).not.toEqual([]);
    const labels = new Set(own.flatMap((one) => Object.keys(one.labels)));
    expect([...labels].sort(), series).toEqual(Object.keys(metric.labels).sort());
    expect(new Set(own.map(({ type }) => type)), series).toEqual(new Set([metric.type]));
  }
  const known = new Set(metrics.flatMap(seriesOf).map((one) => one.name));
  expect(made.map((one) => one.name).filter((one) => !known.has(one))).toEqual([]);
});

test("quantiles have the values that the catalogue declares", () => {
  const quantiles = attributes.flatMap((one) => seriesFor(one)?.labels.quantile ?? []);
  const { totalTime } = kafkaMetrics().request;
  expect(quantiles.sort()).toEqual([...(totalTime.labels.quantile as readonly string[])].sort());
});
