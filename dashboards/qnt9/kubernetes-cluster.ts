import {
  missingReplicas,
  nodePanels,
  not,
  promql,
  quotaPanels,
  redAbove,
  row,
  stat,
  storagePanels,
  variable,
  workloadPanels,
} from "telltale";
import { containers, kubernetes, volumes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";

const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", {
  description: "The namespace of workloads, volumes and quotas. Nodes are shared by all.",
});
const where = { namespace };

const now = { unit: "short", width: 4 } as const;
const nodesNotReady = kubernetes.node.condition.where({ condition: "Ready", status: not("true") });
const waiting = kubernetes.container.waiting.where({ reason: not(["ContainerCreating", "PodInitializing"]), ...where });
const ofPhase = (phase: "Running" | "Pending" | "Failed") => kubernetes.pod.phase.where({ phase, ...where });

export const clusterDashboard = qnt9.dashboard("Kubernetes cluster", {
  description: "Are nodes and workloads healthy, and does the cluster have room for more?",
  tags: ["kubernetes"],
  links: ["Kubernetes pods"],
  variables: [namespace],
  rows: [
    row("Now", [
      stat("Nodes not ready", promql`sum(${nodesNotReady})`, {
        ...now,
        description: "Nodes that take no new pods. Kubernetes moves their own pods away after five minutes.",
        thresholds: redAbove(1),
      }),
      stat("Incomplete deployments", promql`count(${missingReplicas(kubernetes, { where })} > 0) or vector(0)`, {
        ...now,
        description: "Deployments with fewer available pods than they should have.",
        thresholds: redAbove(1),
      }),
      stat("Containers not starting", promql`count(${waiting} > 0) or vector(0)`, {
        ...now,
        description: "Containers in a crash loop, without their image, or with a wrong configuration.",
        thresholds: redAbove(1),
      }),
      stat("Pods pending", promql`sum(${ofPhase("Pending")})`, {
        ...now,
        description: "Pods that wait for a node, a volume or an image.",
        thresholds: { base: "green", steps: [{ from: 1, color: "yellow" }] },
      }),
      stat("Pods failed", promql`sum(${ofPhase("Failed")})`, {
        ...now,
        description: "Pods that have ended with an error, and are not restarted.",
        thresholds: redAbove(1),
      }),
      stat("Pods running", promql`sum(${ofPhase("Running")})`, {
        ...now,
        description: "Pods in the phase Running. Pods in a crash loop are among them.",
        color: "none",
      }),
    ]),
    row("Nodes", nodePanels(containers, kubernetes)),
    row("Workloads", workloadPanels(kubernetes, { where })),
    row("Storage", storagePanels(volumes, kubernetes, { where })),
    row("Quotas", quotaPanels(kubernetes, { where })),
  ],
});
