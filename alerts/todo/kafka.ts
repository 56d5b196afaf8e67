import * as runbooks from "../../runbooks/todo/kafka.js";
import { outages } from "../../systems/todo/outages.js";
import { offlinePartitions, underReplicatedPartitions } from "../../systems/todo/partitions.js";
import { kafkaLogs } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";

/** The document draws these partitions, and alerts only when it is too late: this is the stage before. */
export const kafkaUnderReplicatedPartitions = todo.alert("KafkaUnderReplicatedPartitions", {
  when: underReplicatedPartitions.above(0).orWhile(outages.kafka),
  for: "10m",
  severity: "warning",
  summary: "{{ $value }} partitions of Kafka lack replicas",
  description:
    "For ten minutes, replicas of partitions have been behind or gone. Nothing is lost yet; one more broker that fails " +
    "can take partitions offline.",
  runbook: runbooks.kafkaUnderReplicatedPartitions,
  logs: kafkaLogs,
});

/** If no broker answers, no partition can be read either, and nothing counts them. */
export const kafkaOfflinePartitions = todo.alert("KafkaOfflinePartitions", {
  when: offlinePartitions.above(0).orWhile(outages.kafka),
  for: "2m",
  severity: "critical",
  summary: "Partitions of Kafka can be neither read nor written",
  description:
    "For two minutes, partitions have had no leader, or no broker has answered a scrape. Messages are not delivered. " +
    "An election takes seconds: this does not pass by itself.",
  runbook: runbooks.kafkaOfflinePartitions,
  logs: kafkaLogs,
  silences: [kafkaUnderReplicatedPartitions],
});
