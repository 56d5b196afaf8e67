import { promql, signal } from "telltale";
import { kafka } from "./infrastructure.js";

/** Partitions without a leader. The series keeps its `job`, so that an alert on it lasts through an outage of all brokers. */
export const offlinePartitions = signal("Offline partitions", {
  description: "Partitions without a leader: they can be neither read nor written.",
  unit: "short",
  by: ["job"],
  // Every controller reports them; the active one is the first to know.
  query: promql`max by (job) (${kafka.controller.offlinePartitions})`,
});

/** Partitions whose replicas are behind or gone. */
export const underReplicatedPartitions = signal("Under-replicated partitions", {
  description: "Partitions whose replicas are behind or gone. One more failure can lose messages.",
  unit: "short",
  by: ["job"],
  query: promql`sum by (job) (${kafka.replicas.underReplicated})`,
});
