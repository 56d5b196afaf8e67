import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import type { Signal } from "../../model/expression/signal.js";
import { type TimeseriesPanel, timeseries } from "../../panels/kinds/charts/timeseries.js";
import { redAbove, type Thresholds } from "../../panels/options/thresholds.js";
import { kafkaExporterShape, kafkaShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { Kafka } from "../exporters/kafka.js";
import type { KafkaExporter } from "../exporters/kafka-exporter.js";
import {
  type ConsumerOptions,
  consumerDelay,
  consumerLag,
  offlinePartitions,
  type TopicOptions,
  topicMessages,
  topicRequests,
  underReplicatedPartitions,
} from "./kafka.js";

/**
 * Panels of Kafka: messages and requests by topic, and partitions that are offline or lack replicas.
 *
 * @example
 * row("Kafka", kafkaPanels(kafka))
 */
export function kafkaPanels(kafka: Kafka, options: TopicOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("kafkaPanels(…)", [
    ["kafka", kafka, required(kafkaShape)],
    ["options", options, selectingShape],
  ]);
  const panels = [
    panel(topicMessages(kafka, options)),
    panel(topicRequests(kafka, options)),
    panel(offlinePartitions(kafka), redAbove(1)),
    panel(underReplicatedPartitions(kafka), redAbove(1)),
  ];
  return withOrigin(panels, origin);
}

/**
 * Panels of consumer groups: the messages that they have not consumed, and the time that they need for them.
 *
 * @example
 * row("Consumers", consumerPanels(consumers, { where: { topic: "trades" } }))
 */
export function consumerPanels(consumers: KafkaExporter, options: ConsumerOptions = {}): readonly TimeseriesPanel[] {
  const origin = checkArguments("consumerPanels(…)", [
    ["consumers", consumers, required(kafkaExporterShape)],
    ["options", options, selectingShape],
  ]);
  return withOrigin([panel(consumerLag(consumers, options)), panel(consumerDelay(consumers, options))], origin);
}

function panel(signal: Signal, thresholds?: Thresholds): TimeseriesPanel {
  return timeseries(signal.title, signal, {
    description: signal.description,
    min: 0,
    width: 12,
    ...(thresholds !== undefined && { thresholds }),
  });
}
