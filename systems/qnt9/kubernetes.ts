import { cadvisor, kubelet, kubeStateMetrics } from "telltale";
import { qnt9 } from "./system.js";

// The series of an exporter are selected by its job, which the collector names like the service.
const cluster = { nodes: 3, namespaces: 5, pods: 40 };

/** The specification and status of Kubernetes objects. */
export const kubernetes = qnt9.service("kube-state-metrics", kubeStateMetrics(cluster));

/** The resources that containers, pods and nodes use, which kube-state-metrics does not expose. */
export const containers = qnt9.service("cadvisor", cadvisor(cluster));

/** The volumes, and how full they are. */
export const volumes = qnt9.service("kubelet", kubelet({ ...cluster, claims: 5 }));
