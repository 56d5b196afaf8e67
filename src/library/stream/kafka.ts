import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Origin } from "../../model/definition/origin.js";
import { window } from "../../model/expression/hole.js";
import { promql } from "../../model/expression/promql.js";
import { Signal } from "../../model/expression/signal.js";
import { not, type Where } from "../../model/metric/label.js";
import { kafkaExporterShape, kafkaShape, selectingShape } from "../arguments/shapes.js";
import type { Kafka } from "../exporters/kafka.js";
import type { KafkaExporter } from "../exporters/kafka-exporter.js";
import { signalId } from "../grouping.js";

export interface TopicOptions {
  /**
   * Selects topics: `{ topic: "orders" }`, or the variable of a dashboard.
   *
   * @default all
   */
  readonly where?: Where<{ readonly topic: number }>;
}

/** The series without a topic are the sums over all of them. */
const ofTopics = { topic: not("") } as const;
const topic = ["topic"] as const;

/**
 * The messages that topics receive, per second.
 *
 * @example
 * topicMessages(kafka)
 */
export function topicMessages(kafka: Kafka, options: TopicOptions = {}): Signal {
  const origin = checkKafka("topicMessages(…)", kafka, options);
  const received = kafka.topic.messages.where({ ...ofTopics, ...options.where });
  return new Signal({
    origin,
    id: signalId("rate", [received], topic),
    title: "Messages",
    description: "Messages that each topic receives per second.",
    unit: "mps",
    by: topic,
    query: promql`sum by (${topic}) (rate(${received}[${window}]))`,
  });
}

/**
 * The requests of clients to produce and to fetch, per second and topic.
 *
 * @example
 * topicRequests(kafka)
 */
export function topicRequests(kafka: Kafka, options: TopicOptions = {}): Signal {
  const origin = checkKafka("topicRequests(…)", kafka, options);
  const { produceRequests, fetchRequests } = kafka.topic;
  const [produced, fetched] = [produceRequests, fetchRequests].map((one) =>
    one.where({ ...ofTopics, ...options.where }),
  );
  const rate = (one: typeof produced) => promql`sum by (${topic}) (rate(${one!}[${window}]))`;
  return new Signal({
    origin,
    id: signalId("requests", [produced!, fetched!], topic),
    title: "Requests",
    description: "Requests of clients to produce and to fetch, per second.",
    unit: "reqps",
    by: topic,
    query: promql`${rate(produced)} + ${rate(fetched)}`,
  });
}

/**
 * The number of partitions without a leader: they can be neither read nor written.
 *
 * @example
 * offlinePartitions(kafka).above(0)
 */
export function offlinePartitions(kafka: Kafka): Signal {
  const origin = checkKafka("offlinePartitions(…)", kafka, {});
  const offline = kafka.controller.offlinePartitions;
  return new Signal({
    origin,
    id: signalId("offlinePartitions", [offline], []),
    title: "Offline partitions",
    description: "Partitions without a leader: they can be neither read nor written.",
    unit: "short",
    by: [],
    // Every controller reports them; the active one is the first to know.
    query: promql`max(${offline})`,
  });
}

/**
 * The number of partitions that have fewer replicas in sync than they should. One more failure can lose messages.
 *
 * @example
 * underReplicatedPartitions(kafka).above(0)
 */
export function underReplicatedPartitions(kafka: Kafka): Signal {
  const origin = checkKafka("underReplicatedPartitions(…)", kafka, {});
  const behind = kafka.replicas.underReplicated;
  return new Signal({
    origin,
    id: signalId("underReplicatedPartitions", [behind], []),
    title: "Under-replicated partitions",
    description: "Partitions whose replicas are behind or gone. One more failure can lose messages.",
    unit: "short",
    by: [],
    query: promql`sum(${behind})`,
  });
}

export interface ConsumerOptions {
  /**
   * Selects consumer groups and topics.
   *
   * @default all
   */
  readonly where?: Where<{ readonly consumergroup: number; readonly topic: number }>;
}

const consumer = ["consumergroup", "topic"] as const;

/**
 * The messages of a topic that a consumer group has not consumed.
 *
 * @example
 * consumerLag(consumers, { where: { topic: "trades" } }).above(10_000)
 */
export function consumerLag(consumers: KafkaExporter, options: ConsumerOptions = {}): Signal {
  const origin = checkConsumers("consumerLag(…)", consumers, options);
  const lag = consumers.group.lag.where({ ...options.where });
  return new Signal({
    origin,
    id: signalId("sum", [lag], consumer),
    title: "Consumer lag",
    description: "Messages of each topic that a consumer group has not consumed.",
    unit: "short",
    by: consumer,
    // A group that has never committed an offset has -1.
    query: promql`sum by (${consumer}) (${lag} >= 0)`,
  });
}

/**
 * The time in seconds that a consumer group needs for what it has not consumed, if it goes on at its present speed: a lag of
 * a thousand messages is nothing for one, and an hour for another. No result for a group that consumes nothing.
 *
 * @example
 * consumerDelay(consumers).above(600)
 */
export function consumerDelay(consumers: KafkaExporter, options: ConsumerOptions = {}): Signal {
  const origin = checkConsumers("consumerDelay(…)", consumers, options);
  const lag = consumers.group.lag.where({ ...options.where });
  const offset = consumers.group.offset.where({ ...options.where });
  const speed = promql`sum by (${consumer}) (deriv(${offset}[${window}]))`;
  return new Signal({
    origin,
    id: signalId("consumerDelay", [lag, offset], consumer),
    title: "Consumer delay",
    description: "Time that each consumer group needs for what it has not consumed, at its present speed.",
    unit: "s",
    by: consumer,
    query: promql`sum by (${consumer}) (${lag} >= 0) / (${speed} > 0)`,
  });
}

function checkKafka(call: string, kafka: Kafka, options: TopicOptions): Origin {
  return checkArguments(call, [
    ["kafka", kafka, required(kafkaShape)],
    ["options", options, selectingShape],
  ]);
}

function checkConsumers(call: string, consumers: KafkaExporter, options: ConsumerOptions): Origin {
  return checkArguments(call, [
    ["consumers", consumers, required(kafkaExporterShape)],
    ["options", options, selectingShape],
  ]);
}
