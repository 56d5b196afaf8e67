import {
  consumerPanels,
  promql,
  redAbove,
  row,
  timeseries,
  topicMessages,
  topicRequests,
  up,
  variable,
} from "telltale";
import { consumers, kafka } from "../../systems/todo/infrastructure.js";
import { offlinePartitions, underReplicatedPartitions } from "../../systems/todo/partitions.js";
import { todo } from "../../systems/todo/system.js";
import { points, settings } from "./settings.js";

const topic = variable.label("topic", kafka.topic.messages, "topic", { label: "Topic" });
const where = { topic };
const half = { ...points, width: 12, min: 0 } as const;

export const kafkaDashboard = todo.dashboard("Kafka", {
  description: "Do messages flow, and are all copies of them there?",
  tags: ["infrastructure"],
  links: ["Logs"],
  variables: [topic],
  ...settings,
  rows: [
    row("Partitions", [
      timeseries("Offline partitions", offlinePartitions, {
        ...half,
        description: "Partitions without a leader. KafkaOfflinePartitions fires in the red.",
        decimals: 0,
        thresholds: redAbove(1),
      }),
      timeseries("Under-replicated partitions", underReplicatedPartitions, {
        ...half,
        description: "Partitions whose replicas are behind or gone. KafkaUnderReplicatedPartitions fires in the red.",
        decimals: 0,
        thresholds: redAbove(1),
      }),
    ]),
    row("Traffic", [
      timeseries("Message rate", topicMessages(kafka, { where }), {
        ...half,
        description: "Messages that each topic receives per second.",
      }),
      timeseries("Request rate", topicRequests(kafka, { where }), {
        ...half,
        description: "Requests of clients to produce and to fetch, per second.",
      }),
    ]),
    row("Consumers", consumerPanels(consumers, { where })),
    row("Brokers", [
      timeseries("Brokers that answer", promql`sum(${up(kafka)}) or vector(0)`, {
        ...half,
        description: "Brokers that answer a scrape.",
        unit: "short",
        decimals: 0,
        legend: "brokers",
      }),
      timeseries("Idle request handlers", promql`min by (pod) (${kafka.handlersIdle})`, {
        ...half,
        description: "Share of the time in which the threads of a broker that handle requests are idle.",
        unit: "percentunit",
        max: 1,
        legend: "{{pod}}",
      }),
    ]),
  ],
});
