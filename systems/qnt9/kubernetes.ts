import { cadvisor, kubelet, kubeStateMetrics } from "telltale";
import { qnt9 } from "./system.js";

const cluster = { nodes: 3, namespaces: 5, pods: 40 };

/** What the Kubernetes API says: what is wanted, and in which state it is. */
export const kubernetes = qnt9.service("kube-state-metrics", kubeStateMetrics(cluster));

/** What containers, pods and nodes use: kube-state-metrics does not know that. */
export const containers = qnt9.service("cadvisor", cadvisor(cluster));

/** How full volumes are. */
export const volumes = qnt9.service("kubelet", kubelet({ ...cluster, claims: 5 }));
