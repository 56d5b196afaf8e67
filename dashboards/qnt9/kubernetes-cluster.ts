import { clusterRows, variable } from "telltale";
import { containers, kubernetes, volumes } from "../../systems/qnt9/kubernetes.js";
import { qnt9 } from "../../systems/qnt9/system.js";

const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", {
  description: "The namespace of workloads, volumes and quotas. Nodes are shared by all.",
});

export const clusterDashboard = qnt9.dashboard("Kubernetes cluster", {
  description: "Are nodes and workloads healthy, and does the cluster have room for more?",
  tags: ["kubernetes"],
  links: ["Kubernetes pods"],
  variables: [namespace],
  rows: clusterRows(kubernetes, containers, volumes, { where: { namespace } }),
});
