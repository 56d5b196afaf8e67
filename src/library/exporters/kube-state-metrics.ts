import { counter, gauge } from "../../model/metric/metric.js";
import { type ClusterSize, smallCluster } from "./cluster-size.js";
import type { ExposedMetrics } from "./exposed.js";

/** A service with the metrics of kube-state-metrics. */
export type KubeStateMetrics = ExposedMetrics<ReturnType<typeof kubeStateMetrics>>;

/** Reasons of Kubernetes for a waiting container. */
const waitingReasons = [
  "ContainerCreating",
  "CrashLoopBackOff",
  "CreateContainerConfigError",
  "CreateContainerError",
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "PodInitializing",
] as const;

/**
 * The metrics of kube-state-metrics 2: the specification and status of Kubernetes objects. For the resources that
 * containers use, see `cadvisor`.
 *
 * Its series have the `namespace` and `pod` of the object they describe. Scrape it with `honor_labels: true`, or those
 * labels become the ones of kube-state-metrics itself.
 *
 * @example
 * export const kubernetes = qnt9.service("kube-state-metrics", kubeStateMetrics({ nodes: 3, pods: 60 }));
 */
export function kubeStateMetrics(size: ClusterSize = {}) {
  const cluster = { ...smallCluster, ...size };
  return {
    exporter: true,
    port: 8080,
    labels: {},
    pod: podMetrics(cluster),
    container: containerMetrics(cluster),
    deployment: deploymentMetrics(cluster),
    autoscaler: autoscalerMetrics(cluster),
    node: nodeMetrics(cluster),
    quota: gauge("kube_resourcequota", {
      help: "A resource of a quota: how much of it may be used, and how much is",
      labels: { namespace: cluster.namespaces, resourcequota: 1, resource: 10, type: ["hard", "used"] },
    }),
    claim: claimMetrics(cluster),
  };
}

function podMetrics({ namespaces, pods }: Required<ClusterSize>) {
  return {
    phase: gauge("kube_pod_status_phase", {
      help: "1 for the phase that a pod is in, 0 for the others",
      labels: {
        namespace: namespaces,
        pod: pods,
        uid: pods,
        phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"],
      },
    }),
    ready: gauge("kube_pod_status_ready", {
      help: "1 for whether a pod is ready to serve, 0 for the other conditions",
      labels: { namespace: namespaces, pod: pods, uid: pods, condition: ["true", "false", "unknown"] },
    }),
  };
}

function containerMetrics({ nodes, namespaces, pods }: Required<ClusterSize>) {
  const container = { namespace: namespaces, pod: pods, container: pods, uid: pods } as const;
  const resource = {
    ...container,
    node: nodes,
    resource: { values: ["cpu", "memory"], about: 3 },
    unit: { values: ["core", "byte"], about: 3 },
  } as const;
  return {
    restarts: counter("kube_pod_container_status_restarts_total", {
      help: "Restarts of a container",
      labels: container,
    }),
    waiting: gauge("kube_pod_container_status_waiting_reason", {
      help: "1 while a container waits to run, by why",
      labels: { ...container, reason: { values: waitingReasons, about: waitingReasons.length } },
    }),
    lastTerminated: gauge("kube_pod_container_status_last_terminated_reason", {
      help: "1 for why a container ended the last time",
      labels: { ...container, reason: { values: ["Completed", "Error", "OOMKilled"], about: 5 } },
    }),
    requests: gauge("kube_pod_container_resource_requests", {
      help: "What a container is promised of a resource",
      labels: resource,
    }),
    limits: gauge("kube_pod_container_resource_limits", {
      help: "What a container may use of a resource at most",
      labels: resource,
    }),
  };
}

function deploymentMetrics({ namespaces, pods }: Required<ClusterSize>) {
  const labels = { namespace: namespaces, deployment: Math.ceil(pods / 2) } as const;
  return {
    specReplicas: gauge("kube_deployment_spec_replicas", { help: "Pods that a deployment should have", labels }),
    availableReplicas: gauge("kube_deployment_status_replicas_available", {
      help: "Pods of a deployment that are available",
      labels,
    }),
    observedGeneration: gauge("kube_deployment_status_observed_generation", {
      help: "The version of a deployment's description that its controller acts on",
      labels,
    }),
  };
}

function autoscalerMetrics({ namespaces, pods }: Required<ClusterSize>) {
  const labels = { namespace: namespaces, horizontalpodautoscaler: Math.ceil(pods / 5) } as const;
  return {
    minReplicas: gauge("kube_horizontalpodautoscaler_spec_min_replicas", {
      help: "Pods below which an autoscaler does not go",
      labels,
    }),
    maxReplicas: gauge("kube_horizontalpodautoscaler_spec_max_replicas", {
      help: "Pods above which an autoscaler does not go",
      labels,
    }),
    currentReplicas: gauge("kube_horizontalpodautoscaler_status_current_replicas", {
      help: "Pods that the target of an autoscaler has",
      labels,
    }),
    desiredReplicas: gauge("kube_horizontalpodautoscaler_status_desired_replicas", {
      help: "Pods that an autoscaler wants its target to have",
      labels,
    }),
  };
}

function nodeMetrics({ nodes }: Required<ClusterSize>) {
  const resource = {
    node: nodes,
    resource: { values: ["cpu", "memory", "pods", "ephemeral_storage"], about: 8 },
    unit: { values: ["core", "byte", "integer"], about: 3 },
  } as const;
  return {
    capacity: gauge("kube_node_status_capacity", { help: "What a node has of a resource", labels: resource }),
    allocatable: gauge("kube_node_status_allocatable", {
      help: "What a node has of a resource for pods, after what the system keeps for itself",
      labels: resource,
    }),
    condition: gauge("kube_node_status_condition", {
      help: "1 for the status that a condition of a node has, 0 for the others",
      labels: {
        node: nodes,
        condition: {
          values: ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"],
          about: 8,
        },
        status: ["true", "false", "unknown"],
      },
    }),
  };
}

function claimMetrics({ namespaces }: Required<ClusterSize>) {
  const labels = { namespace: namespaces, persistentvolumeclaim: 10 } as const;
  return {
    phase: gauge("kube_persistentvolumeclaim_status_phase", {
      help: "1 for the phase that a claim is in, 0 for the others",
      labels: { ...labels, phase: ["Pending", "Bound", "Lost"] },
    }),
    requested: gauge("kube_persistentvolumeclaim_resource_requests_storage_bytes", {
      help: "Bytes that a claim asks for",
      labels,
    }),
  };
}
