import { row } from "../../model/dashboard/row.js";
import type { Row } from "../../model/dashboard/section.js";
import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import { promql } from "../../model/expression/promql.js";
import { not } from "../../model/metric/label.js";
import type { Panel } from "../../panels/kinds/index.js";
import { stat } from "../../panels/kinds/numbers/stat.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { cadvisorShape, kubeletShape, kubeStateMetricsShape, selectingShape } from "../arguments/shapes.js";
import type { Cadvisor } from "../exporters/kubernetes/cadvisor.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import type { Kubelet } from "../exporters/kubernetes/kubelet.js";
import { nodePanels } from "./nodes.js";
import { missingReplicas, type NamespaceOptions, quotaPanels, storagePanels, workloadPanels } from "./workloads.js";

/**
 * Rows of a dashboard of a cluster: what is wrong now, nodes, workloads, storage and quotas. `where` selects the namespaces
 * of workloads, volumes and quotas; nodes are shared by all.
 *
 * @example
 * shop.dashboard("Cluster", {
 *   description: "Are nodes and workloads healthy?",
 *   variables: [namespace],
 *   rows: clusterRows(kubernetes, containers, volumes, { where: { namespace } }),
 * })
 */
export function clusterRows(
  state: KubeStateMetrics,
  containers: Cadvisor,
  volumes: Kubelet,
  options: NamespaceOptions = {},
): readonly Row[] {
  checkArguments("clusterRows(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["containers", containers, required(cadvisorShape)],
    ["volumes", volumes, required(kubeletShape)],
    ["options", options, selectingShape],
  ]);
  return [
    row("Now", nowPanels(state, options)),
    row("Nodes", nodePanels(containers, state)),
    row("Workloads", workloadPanels(state, options)),
    row("Storage", storagePanels(volumes, state, options)),
    row("Quotas", quotaPanels(state, options)),
  ];
}

function nowPanels(state: KubeStateMetrics, options: NamespaceOptions): readonly Panel[] {
  const { where = {} } = options;
  const now = { unit: "short", width: 4 } as const;
  const nodesNotReady = state.node.condition.where({ condition: "Ready", status: not("true") });
  const waiting = state.container.waiting.where({ reason: not(["ContainerCreating", "PodInitializing"]), ...where });
  const ofPhase = (phase: "Running" | "Pending" | "Failed") => state.pod.phase.where({ phase, ...where });
  return [
    stat("Nodes not ready", promql`sum(${nodesNotReady})`, {
      ...now,
      description: "Nodes that take no new pods. Kubernetes moves their own pods away after five minutes.",
      thresholds: redAbove(1),
    }),
    stat("Incomplete deployments", promql`count(${missingReplicas(state, options)} > 0) or vector(0)`, {
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
  ];
}
