import { consumerLag, logql, promql, type Runbook, type RunbookStep, up } from "telltale";
import { consumers, kafka } from "../../systems/todo/infrastructure.js";
import { offlinePartitions, underReplicatedPartitions } from "../../systems/todo/partitions.js";
import { kafkaLogs } from "../../systems/todo/services.js";
import { steps } from "./steps.js";

const brokers = { text: "Which brokers answer?", query: promql`max by (pod) (${up(kafka)})` } satisfies RunbookStep;

const pods = {
  text: "Do their pods run, and are their volumes full?",
  command: "kubectl get pods,pvc -n kafka; kubectl describe kafka -n kafka | tail -30",
} satisfies RunbookStep;

const errors = {
  text: "What do the brokers say?",
  query: logql`${kafkaLogs} |= "ERROR"`,
  dashboard: "Logs",
  panel: "Kafka logs",
} satisfies RunbookStep;

export const kafkaOfflinePartitions: Runbook = {
  meaning: "For two minutes, partitions of Kafka have had no leader, or no broker has answered Prometheus.",
  impact: "What is published to these partitions is refused, and nobody receives what is in them.",
  diagnosis: [
    { text: "How many, and since when?", query: offlinePartitions },
    brokers,
    pods,
    errors,
    { ...steps.targets, text: "If all pods are ready, only the metrics are missing: what does Prometheus say?" },
  ],
  mitigation: [
    "Bring back the broker that had the last replica in sync: its partitions then elect it.",
    {
      text: "If a volume is full, enlarge it in the resource `Kafka`; the operator does the rest.",
      command: "kubectl edit kafka -n kafka",
    },
    "Never allow the election of a leader that is not in sync to make this alert quiet: it loses messages.",
  ],
};

export const kafkaUnderReplicatedPartitions: Runbook = {
  meaning: "For ten minutes, replicas of partitions have been behind their leader, or gone.",
  impact: "None yet. One more broker that fails can take partitions offline, or lose messages.",
  diagnosis: [
    { text: "How many, and since when?", query: underReplicatedPartitions },
    brokers,
    pods,
    errors,
    { text: "Is there more to copy than usual?", query: consumerLag(consumers), dashboard: "Kafka" },
  ],
  mitigation: [
    "If a broker is gone, find out why before you restart it: its pod and its volume say it.",
    "If one was restarted, wait: it copies what it missed.",
  ],
};
