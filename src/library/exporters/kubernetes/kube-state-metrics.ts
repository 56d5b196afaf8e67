import { requireArguments } from "../../../model/definition/check-arguments.js";
import { object } from "../../../model/definition/option-table.js";
import { counter, gauge, info } from "../../../model/metric/metric.js";
import { clusterSizeOptions } from "../../arguments/shapes.js";
import type { ExposedMetrics } from "../exposed.js";
import { type ClusterSize, smallCluster } from "./cluster-size.js";
import { controllerMetrics } from "./controllers.js";

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
  requireArguments("kubeStateMetrics(…)", [["size", size, object(clusterSizeOptions)]]);
  const cluster = { ...smallCluster, ...size };
  return {
    exporter: true,
    port: 8080,
    labels: {},
    pod: podMetrics(cluster),
    container: containerMetrics(cluster),
    deployment: deploymentMetrics(cluster),
    ...controllerMetrics(cluster),
    autoscaler: autoscalerMetrics(cluster),
    node: nodeMetrics(cluster),
    quota: gauge("kube_resourcequota", {
      help: "Limit and usage of each resource of a quota",
      labels: { namespace: cluster.namespaces, resourcequota: 1, resource: 10, type: ["hard", "used"] },
    }),
    claim: claimMetrics(cluster),
  };
}

function podMetrics({ nodes, namespaces, pods }: Required<ClusterSize>) {
  const pod = { namespace: namespaces, pod: pods, uid: pods } as const;
  return {
    phase: gauge("kube_pod_status_phase", {
      help: "1 for the phase of a pod, 0 for the others",
      labels: {
        namespace: namespaces,
        pod: pods,
        uid: pods,
        phase: ["Pending", "Running", "Succeeded", "Failed", "Unknown"],
      },
    }),
    info: info("kube_pod_info", {
      help: "Node, address and owner of a pod",
      labels: {
        ...pod,
        node: nodes,
        created_by_kind: ["ReplicaSet", "StatefulSet", "DaemonSet", "Job", "Node"],
        created_by_name: pods,
        host_ip: nodes,
        pod_ip: pods,
        host_network: ["true", "false"],
        priority_class: 3,
      },
    }),
    created: gauge("kube_pod_created", { help: "Time at which a pod was created", unit: "s", labels: pod }),
    owner: gauge("kube_pod_owner", {
      help: "1 for the owner of a pod",
      unit: "short",
      labels: { ...pod, owner_kind: 5, owner_name: pods, owner_is_controller: ["true", "false"] },
    }),
    reason: gauge("kube_pod_status_reason", {
      help: "1 for the reason for which a pod ended",
      unit: "short",
      labels: {
        ...pod,
        reason: ["Evicted", "NodeAffinity", "NodeLost", "Shutdown", "UnexpectedAdmissionError"],
      },
    }),
    ready: gauge("kube_pod_status_ready", {
      help: "1 for the readiness of a pod, 0 for the other conditions",
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
      help: "1 while a container waits, by reason",
      labels: { ...container, reason: { values: waitingReasons, about: waitingReasons.length } },
    }),
    lastTerminated: gauge("kube_pod_container_status_last_terminated_reason", {
      help: "1 for the reason of the last termination of a container",
      labels: { ...container, reason: { values: ["Completed", "Error", "OOMKilled"], about: 5 } },
    }),
    requests: gauge("kube_pod_container_resource_requests", {
      help: "Requests of a container, by resource",
      labels: resource,
    }),
    limits: gauge("kube_pod_container_resource_limits", {
      help: "Limits of a container, by resource",
      labels: resource,
    }),
  };
}

function deploymentMetrics({ namespaces, pods }: Required<ClusterSize>) {
  const labels = { namespace: namespaces, deployment: Math.ceil(pods / 2) } as const;
  return {
    specReplicas: gauge("kube_deployment_spec_replicas", { help: "Desired replicas of a deployment", labels }),
    replicas: gauge("kube_deployment_status_replicas", { help: "Replicas of a deployment", labels }),
    readyReplicas: gauge("kube_deployment_status_replicas_ready", { help: "Ready replicas of a deployment", labels }),
    updatedReplicas: gauge("kube_deployment_status_replicas_updated", {
      help: "Replicas of a deployment that have its newest specification",
      labels,
    }),
    unavailableReplicas: gauge("kube_deployment_status_replicas_unavailable", {
      help: "Missing replicas of a deployment",
      labels,
    }),
    availableReplicas: gauge("kube_deployment_status_replicas_available", {
      help: "Available replicas of a deployment",
      labels,
    }),
    observedGeneration: gauge("kube_deployment_status_observed_generation", {
      help: "Generation of a deployment that its controller has observed",
      labels,
    }),
  };
}

function autoscalerMetrics({ namespaces, pods }: Required<ClusterSize>) {
  const labels = { namespace: namespaces, horizontalpodautoscaler: Math.ceil(pods / 5) } as const;
  return {
    minReplicas: gauge("kube_horizontalpodautoscaler_spec_min_replicas", {
      help: "Minimum replicas of an autoscaler",
      labels,
    }),
    maxReplicas: gauge("kube_horizontalpodautoscaler_spec_max_replicas", {
      help: "Maximum replicas of an autoscaler",
      labels,
    }),
    currentReplicas: gauge("kube_horizontalpodautoscaler_status_current_replicas", {
      help: "Current replicas of the target of an autoscaler",
      labels,
    }),
    desiredReplicas: gauge("kube_horizontalpodautoscaler_status_desired_replicas", {
      help: "Desired replicas of the target of an autoscaler",
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
    capacity: gauge("kube_node_status_capacity", { help: "Capacity of a node, by resource", labels: resource }),
    allocatable: gauge("kube_node_status_allocatable", {
      help: "Resources of a node that are available to pods",
      labels: resource,
    }),
    info: info("kube_node_info", {
      help: "Version and address of a node",
      labels: {
        node: nodes,
        kernel_version: 2,
        os_image: 2,
        container_runtime_version: 2,
        kubelet_version: 2,
        internal_ip: nodes,
      },
    }),
    unschedulable: gauge("kube_node_spec_unschedulable", {
      help: "1 for a node that is cordoned",
      unit: "short",
      labels: { node: nodes },
    }),
    condition: gauge("kube_node_status_condition", {
      help: "1 for the status of a condition of a node, 0 for the others",
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
      help: "1 for the phase of a claim, 0 for the others",
      labels: { ...labels, phase: ["Pending", "Bound", "Lost"] },
    }),
    requested: gauge("kube_persistentvolumeclaim_resource_requests_storage_bytes", {
      help: "Storage that a claim requests, in bytes",
      labels,
    }),
  };
}
