import type { KubernetesOptions } from "../../../model/collection/kubernetes.js";
import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import type { KubernetesCollection } from "./cluster.js";
import { type LogPipeline, planLogs } from "./logs.js";

/** Everything that is to be collected, by what collects it. */
export interface CloudPlan {
  readonly pods: readonly ResolvedJob[];
  readonly kubelets: readonly ResolvedJob[];
  readonly fixed: readonly ResolvedJob[];
  readonly logs: LogPipeline | undefined;
  /** The namespaces of the pods that are scraped, and of those whose logs are read. */
  readonly namespaces: readonly string[];
  /** The jobs whose pods need annotations to be scraped. */
  readonly annotated: readonly ResolvedJob[];
}

/** Plans what a collection that sends to Grafana Cloud collects. */
export function planCollection(
  { catalogue, settings }: Scope,
  options: KubernetesOptions,
  jobs: readonly ResolvedJob[],
): CloudPlan {
  const pods = jobs.filter(({ from }) => from === "pods");
  const streams = catalogue.services.flatMap((service) => service.logs);
  const logs = planLogs(streams, options.logs ?? {}, settings.environment);
  const namespaces = new Set([...pods.map(({ labels }) => labels.namespace!), ...(logs?.namespaces ?? [])]);
  return {
    ...{ pods, logs, namespaces: [...namespaces].sort() },
    kubelets: jobs.filter(({ from }) => from === "kubelet"),
    fixed: jobs.filter(({ from }) => from === "targets"),
    annotated: pods.filter(({ labels }) => labels.namespace !== options.namespace),
  };
}

/** Reports components that a collection lacks, and those that it does not deploy. */
export function reportComponents(scope: Scope, collection: KubernetesCollection, plan: CloudPlan): void {
  reportMissingComponents(scope, collection, plan);
  reportStackComponents(scope, collection);
}

function reportMissingComponents(scope: Scope, collection: KubernetesCollection, plan: CloudPlan): void {
  const { components } = collection.kubernetes;
  const needs: readonly (readonly [KubernetesComponentName, ResolvedJob | undefined])[] = [
    ["alloy", [...plan.pods, ...plan.kubelets][0]],
    ["alloy-singleton", plan.fixed[0]],
  ];
  for (const [name, job] of needs) {
    if (job === undefined || components[name]) continue;
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
      summary: `nothing scrapes the job "${job.name}": the collection has no component ${name}`,
      fix: `add ${name}: {} to its components`,
      option: ["kubernetes", "components"],
    });
  }
}

/** The components of a collection that sends to Grafana Cloud. */
const cloudComponents: readonly string[] = [
  "kube-state-metrics",
  "alloy",
  "alloy-singleton",
  "alloy-sampler",
] satisfies readonly KubernetesComponentName[];

function reportStackComponents(scope: Scope, collection: KubernetesCollection): void {
  for (const name of Object.keys(collection.kubernetes.components)) {
    if (cloudComponents.includes(name)) continue;
    reportError(scope, "definition/exclusive-options", createSubject("collection", collection.name, collection), {
      summary: `the component ${name} is not deployed: the collection sends to Grafana Cloud`,
      fix: `remove ${name}, or the secret`,
      option: ["kubernetes", "components", name],
    });
  }
}
