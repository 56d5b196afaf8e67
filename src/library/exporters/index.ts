export { type BlackboxExporter, blackboxExporter, type ProbeSize } from "./blackbox-exporter.js";
export { type CeleryExporter, type CelerySize, celeryExporter } from "./celery-exporter.js";
export { type ClickHouse, type ClickHouseSize, clickHouseMetrics } from "./clickhouse.js";
export { type Dapr, type DaprInjector, type DaprSize, daprInjectorMetrics, daprMetrics } from "./dapr.js";
export { type Kafka, kafkaMetrics } from "./kafka.js";
export { type KafkaExporter, type KafkaSize, kafkaExporter } from "./kafka-exporter.js";
export { type Cadvisor, cadvisor } from "./kubernetes/cadvisor.js";
export type { ClusterSize } from "./kubernetes/cluster-size.js";
export { type KubeStateMetrics, kubeStateMetrics } from "./kubernetes/kube-state-metrics.js";
export { type Kubelet, kubelet } from "./kubernetes/kubelet.js";
export { type Alertmanager, alertmanagerMetrics } from "./monitors/alertmanager.js";
export { type Alloy, type AlloySize, alloyMetrics } from "./monitors/alloy.js";
export { type FluentBit, type FluentBitSize, fluentBitMetrics } from "./monitors/fluent-bit.js";
export { type Grafana, grafanaMetrics } from "./monitors/grafana.js";
export { type Jaeger, jaegerMetrics } from "./monitors/jaeger.js";
export { type Loki, lokiMetrics } from "./monitors/loki.js";
export {
  collectorMetrics,
  type OpenTelemetryCollector,
  type PipelineSize,
  type Pipelines,
} from "./monitors/opentelemetry-collector.js";
export { type PrometheusServer, prometheusMetrics } from "./monitors/prometheus.js";
export { type Tempo, tempoMetrics } from "./monitors/tempo.js";
export { type HostSize, type NodeExporter, nodeExporter } from "./node-exporter.js";
export { type PostgresExporter, type PostgresSize, postgresExporter } from "./postgres-exporter.js";
export { type ProcessExporter, type ProcessGroupSize, processExporter } from "./process-exporter.js";
export { type RedisExporter, type RedisSize, redisExporter } from "./redis-exporter.js";
export { goMetrics } from "./runtimes/go.js";
export { type Hikari, type HikariSize, hikariMetrics } from "./runtimes/hikari.js";
export { type Jvm, jvmMetrics } from "./runtimes/jvm.js";
export {
  type MicrometerJvm,
  type MicrometerOptions,
  type MicrometerRelease,
  micrometerDeadlocks,
  micrometerMetrics,
} from "./runtimes/micrometer.js";
export { processMetrics } from "./runtimes/process.js";
export { pythonMetrics } from "./runtimes/python.js";
export {
  micrometerBuckets,
  type SpringBootOptions,
  springBoot,
  type TimedSpringBootOptions,
} from "./runtimes/spring-boot.js";
