import type { KubernetesComponentName } from "../../../../model/collection/kubernetes-components.js";
import { writeObjectMetrics } from "./object-metrics.js";
import { writePrometheus } from "./prometheus.js";
import type { WriteComponent } from "./stack.js";

/** The components that run in the cluster where nothing is sent to Grafana Cloud, in the order of their files. */
export const stackComponents: { readonly [Name in KubernetesComponentName]?: WriteComponent } = {
  "kube-state-metrics": writeObjectMetrics,
  prometheus: writePrometheus,
};
