import { requireArguments } from "../../model/definition/check-arguments.js";
import { number, type OptionTable, object } from "../../model/definition/option-table.js";
import { gauge } from "../../model/metric/metric.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of kafka_exporter. */
export type KafkaExporter = ExposedMetrics<ReturnType<typeof kafkaExporter>>;

/** The approximate size of a Kafka cluster. */
export interface KafkaSize {
  /** @default 3 */
  readonly brokers?: number;
  /** @default 10 */
  readonly topics?: number;
  /** Partitions of a topic. @default 6 */
  readonly partitions?: number;
  /** @default 5 */
  readonly consumerGroups?: number;
}

export const kafkaSizeOptions = {
  brokers: number,
  topics: number,
  partitions: number,
  consumerGroups: number,
} as const satisfies OptionTable<KafkaSize>;

export const smallKafka = {
  brokers: 3,
  topics: 10,
  partitions: 6,
  consumerGroups: 5,
} as const satisfies Required<KafkaSize>;

/**
 * The metrics of kafka_exporter 1, which Strimzi deploys, too: offsets of topics, and how far consumer groups are behind.
 *
 * @example
 * export const consumers = shop.service("kafka-exporter", kafkaExporter({ topics: 4 }));
 */
export function kafkaExporter(size: KafkaSize = {}) {
  requireArguments("kafkaExporter(…)", [["size", size, object(kafkaSizeOptions)]]);
  const { brokers, topics, partitions, consumerGroups } = { ...smallKafka, ...size };
  const topic = { topic: topics } as const;
  const partition = { topic: topics, partition: partitions } as const;
  const group = { consumergroup: consumerGroups } as const;
  return {
    exporter: true,
    port: 9308,
    labels: {},
    brokers: gauge("kafka_brokers", { help: "Brokers of the cluster", unit: "short" }),
    broker: gauge("kafka_broker_info", {
      help: "1 for each broker",
      unit: "short",
      labels: { id: brokers, address: brokers },
    }),
    topic: {
      partitions: gauge("kafka_topic_partitions", { help: "Partitions of a topic", unit: "short", labels: topic }),
      newestOffset: gauge("kafka_topic_partition_current_offset", {
        help: "Offset of the newest message of a partition",
        unit: "short",
        labels: partition,
      }),
      oldestOffset: gauge("kafka_topic_partition_oldest_offset", {
        help: "Offset of the oldest message of a partition",
        unit: "short",
        labels: partition,
      }),
      replicas: gauge("kafka_topic_partition_replicas", {
        help: "Replicas of a partition",
        unit: "short",
        labels: partition,
      }),
      inSyncReplicas: gauge("kafka_topic_partition_in_sync_replica", {
        help: "Replicas of a partition that are in sync",
        unit: "short",
        labels: partition,
      }),
      underReplicated: gauge("kafka_topic_partition_under_replicated_partition", {
        help: "1 if replicas of a partition are behind or gone",
        unit: "short",
        labels: partition,
      }),
      leader: gauge("kafka_topic_partition_leader", {
        help: "Broker that leads a partition; -1 if none does",
        unit: "short",
        labels: partition,
      }),
      preferredLeader: gauge("kafka_topic_partition_leader_is_preferred", {
        help: "1 if the preferred broker leads a partition",
        unit: "short",
        labels: partition,
      }),
    },
    group: {
      lag: gauge("kafka_consumergroup_lag", {
        help: "Messages of a partition that a consumer group has not consumed",
        unit: "short",
        labels: { ...group, ...partition },
      }),
      topicLag: gauge("kafka_consumergroup_lag_sum", {
        help: "Messages of a topic that a consumer group has not consumed",
        unit: "short",
        labels: { ...group, ...topic },
      }),
      offset: gauge("kafka_consumergroup_current_offset", {
        help: "Offset of the last message of a partition that a consumer group has consumed",
        unit: "short",
        labels: { ...group, ...partition },
      }),
      topicOffset: gauge("kafka_consumergroup_current_offset_sum", {
        help: "Messages of a topic that a consumer group has consumed",
        unit: "short",
        labels: { ...group, ...topic },
      }),
      members: gauge("kafka_consumergroup_members", {
        help: "Consumers of a consumer group",
        unit: "short",
        labels: group,
      }),
    },
  };
}
