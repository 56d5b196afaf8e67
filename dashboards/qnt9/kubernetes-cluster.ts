import { nodePanels, promql, quotaPanels, row, stat, storagePanels, variable, workloadPanels } from "telltale";
import { containers, kubernetes, volumes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";
import { services } from "./now.js";

const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", {
  description: "Whose workloads, volumes and quotas to show; nodes are shared by all.",
});
const where = { namespace };

const nodesReady = kubernetes.node.condition.where({ condition: "Ready", status: "true" });
const ofPhase = (phase: "Running" | "Pending" | "Failed") => kubernetes.pod.phase.where({ phase, ...where });

export const clusterDashboard = qnt9.dashboard("Kubernetes cluster", {
  description: "Does the cluster have room, and do its nodes and workloads have what they should?",
  tags: ["kubernetes"],
  links: ["Kubernetes pods", services],
  variables: [namespace],
  rows: [
    row("Now", [
      stat("Nodes ready", promql`sum(${nodesReady})`, {
        description: "Nodes that take pods.",
        unit: "short",
        color: "none",
      }),
      stat("Pods running", promql`sum(${ofPhase("Running")})`, {
        description: "Pods that run.",
        unit: "short",
        color: "none",
      }),
      stat("Pods pending", promql`sum(${ofPhase("Pending")})`, {
        description: "Pods that wait for a node, for a volume or for an image.",
        unit: "short",
        thresholds: { base: "green", steps: [{ from: 1, color: "yellow" }] },
      }),
      stat("Pods failed", promql`sum(${ofPhase("Failed")})`, {
        description: "Pods whose containers have ended, at least one of them badly.",
        unit: "short",
        thresholds: { base: "green", steps: [{ from: 1, color: "red" }] },
      }),
    ]),
    row("Nodes", nodePanels(containers, kubernetes)),
    row("Workloads", workloadPanels(kubernetes, { where })),
    row("Storage", storagePanels(volumes, kubernetes, { where })),
    row("Quotas", quotaPanels(kubernetes, { where })),
  ],
});
