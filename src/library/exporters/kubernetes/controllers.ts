import { gauge } from "../../../model/metric/metric.js";
import type { ClusterSize } from "./cluster-size.js";

/** Metrics of the controllers of pods besides deployments: stateful sets, daemon sets and jobs. */
export function controllerMetrics({ namespaces, pods }: Required<ClusterSize>) {
  const few = Math.ceil(pods / 10);
  return {
    statefulSet: statefulSetMetrics({ namespace: namespaces, statefulset: few }),
    daemonSet: daemonSetMetrics({ namespace: namespaces, daemonset: few }),
    job: jobMetrics({ namespace: namespaces, job_name: few }),
  };
}

function statefulSetMetrics(labels: { readonly namespace: number; readonly statefulset: number }) {
  const replicas = (name: string, help: string) =>
    gauge(`kube_statefulset_${name}`, { help: `${help} of a stateful set`, unit: "short", labels });
  return {
    specReplicas: replicas("replicas", "Desired replicas"),
    replicas: replicas("status_replicas", "Replicas"),
    readyReplicas: replicas("status_replicas_ready", "Ready replicas"),
    availableReplicas: replicas("status_replicas_available", "Available replicas"),
    updatedReplicas: replicas("status_replicas_updated", "Updated replicas"),
  };
}

function daemonSetMetrics(labels: { readonly namespace: number; readonly daemonset: number }) {
  const pods = (name: string, help: string) =>
    gauge(`kube_daemonset_status_${name}`, { help: `${help} of a daemon set`, unit: "short", labels });
  return {
    desired: pods("desired_number_scheduled", "Nodes that should run a pod"),
    ready: pods("number_ready", "Ready pods"),
    available: pods("number_available", "Available pods"),
    unavailable: pods("number_unavailable", "Missing pods"),
  };
}

function jobMetrics(labels: { readonly namespace: number; readonly job_name: number }) {
  return {
    active: gauge("kube_job_status_active", { help: "Pods of a job that run", unit: "short", labels }),
    succeeded: gauge("kube_job_status_succeeded", { help: "Pods of a job that succeeded", unit: "short", labels }),
    failed: gauge("kube_job_status_failed", {
      help: "Pods of a job that failed",
      unit: "short",
      labels: { ...labels, reason: 4 },
    }),
    completed: gauge("kube_job_status_completion_time", { help: "Time at which a job ended", unit: "s", labels }),
  };
}
