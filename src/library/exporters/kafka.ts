import { requireArguments } from "../../model/definition/check-arguments.js";
import { object } from "../../model/definition/option-table.js";
import { counter, gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";
import { type KafkaSize, kafkaSizeOptions, smallKafka } from "./kafka-exporter.js";
import { jvmMetrics } from "./runtimes/jvm.js";

/** A service with the metrics of Kafka's brokers. */
export type Kafka = ExposedMetrics<ReturnType<typeof kafkaMetrics>>;

/**
 * The metrics of Kafka's brokers and controllers, with the names that Strimzi's configuration of the JMX exporter gives
 * them. Metrics of topics have series without a `topic`, too: the sum over all of them, so select one or the other.
 *
 * Brokers are told apart by their pod: declare the labels that relabelling adds.
 *
 * @example
 * export const kafka = shop.service("kafka", {
 *   ...kafkaMetrics({ brokers: 3, topics: 4 }),
 *   labels: { namespace: ["kafka"], pod: 3 },
 * });
 */
export function kafkaMetrics(size: KafkaSize = {}) {
  requireArguments("kafkaMetrics(…)", [["size", size, object(kafkaSizeOptions)]]);
  const { brokers, topics, partitions } = { ...smallKafka, ...size };
  return {
    exporter: true,
    port: 9404,
    labels: { instance: brokers },
    topic: topicMetrics(topics),
    replicas: replicaMetrics(topics, partitions),
    controller: controllerMetrics(),
    request: requestMetrics(),
    handlersIdle: gauge("kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent", {
      help: "Share of the time in which the threads that handle requests are idle, from 0 to 1",
      unit: "percentunit",
    }),
    networkIdle: gauge("kafka_network_socketserver_networkprocessoravgidle_percent", {
      help: "Share of the time in which the threads of the network are idle, from 0 to 1",
      unit: "percentunit",
    }),
    offlineDirectories: gauge("kafka_log_logmanager_offlinelogdirectorycount", {
      help: "Directories of logs that cannot be used",
      unit: "short",
    }),
    runtime: jvmMetrics(),
  };
}

function topicMetrics(topics: number) {
  const labels = { topic: topics } as const;
  const name = (part: string) => `kafka_server_brokertopicmetrics_${part}_total`;
  return {
    messages: counter(name("messagesin"), { help: "Messages received", unit: "short", labels }),
    bytesIn: counter(name("bytesin"), { help: "Bytes received from clients", unit: "bytes", labels }),
    bytesOut: counter(name("bytesout"), { help: "Bytes sent to clients", unit: "bytes", labels }),
    produceRequests: counter(name("totalproducerequests"), { help: "Requests to produce", unit: "short", labels }),
    fetchRequests: counter(name("totalfetchrequests"), { help: "Requests to fetch", unit: "short", labels }),
    failedProduceRequests: counter(name("failedproducerequests"), {
      help: "Requests to produce that failed",
      unit: "short",
      labels,
    }),
    failedFetchRequests: counter(name("failedfetchrequests"), {
      help: "Requests to fetch that failed",
      unit: "short",
      labels,
    }),
  };
}

function replicaMetrics(topics: number, partitions: number) {
  const partition = { topic: topics, partition: partitions } as const;
  const name = (part: string) => `kafka_server_replicamanager_${part}`;
  return {
    underReplicated: gauge(name("underreplicatedpartitions"), {
      help: "Partitions that a broker leads and whose replicas are behind or gone",
      unit: "short",
    }),
    underMinimum: gauge(name("underminisrpartitioncount"), {
      help: "Partitions with fewer replicas in sync than writes require",
      unit: "short",
    }),
    partitions: gauge(name("partitioncount"), { help: "Partitions on a broker", unit: "short" }),
    leaders: gauge(name("leadercount"), { help: "Partitions that a broker leads", unit: "short" }),
    logSize: gauge("kafka_log_log_size", { help: "Size of a partition on a broker", unit: "bytes", labels: partition }),
    shrinks: counter(name("isrshrinks_total"), { help: "Replicas that fell out of sync", unit: "short" }),
    expands: counter(name("isrexpands_total"), { help: "Replicas that got in sync again", unit: "short" }),
  };
}

function controllerMetrics() {
  const name = (part: string) => `kafka_controller_${part}`;
  return {
    active: gauge(name("kafkacontroller_activecontrollercount"), {
      help: "1 on the controller that is active",
      unit: "short",
    }),
    offlinePartitions: gauge(name("kafkacontroller_offlinepartitionscount"), {
      help: "Partitions without a leader: they can be neither read nor written",
      unit: "short",
    }),
    uncleanElections: counter(name("controllerstats_uncleanleaderelections_total"), {
      help: "Elections of a leader that was not in sync, which lose messages",
      unit: "short",
    }),
  };
}

function requestMetrics() {
  const labels = { request: 50 } as const;
  const name = (part: string) => `kafka_network_requestmetrics_${part}`;
  return {
    requests: counter(name("requests_total"), {
      help: "Requests, by their kind",
      unit: "short",
      labels: { ...labels, version: 3 },
    }),
    errors: counter(name("errors_total"), {
      help: "Responses, by their error; NONE for success",
      unit: "short",
      labels: { ...labels, error: 10 },
    }),
    totalTime: gauge(name("totaltimems"), {
      help: "Time from a request to its response, in milliseconds: a quantile that the broker computes",
      unit: "ms",
      labels: { ...labels, quantile: ["0.50", "0.75", "0.95", "0.98", "0.99", "0.999"] },
    }),
  };
}
