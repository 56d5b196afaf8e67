import type { KubernetesOptions } from "../../../model/collection/kubernetes.js";
import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import type { YamlValue } from "../../../yaml/index.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { writeAgentConfig } from "./alloy/agent.js";
import { writeSamplerConfig } from "./alloy/sampler.js";
import { writeSingletonConfig } from "./alloy/singleton.js";
import { secretKeys, writeAgent, writeSamplers, writeSingleton } from "./alloy-workloads.js";
import type { Cluster, KubernetesCollection } from "./cluster.js";
import type { ComponentFiles } from "./component-files.js";
import { writeKubeStateMetrics } from "./kube-state-metrics.js";
import { type LogPipeline, planLogs } from "./logs.js";
import type { PlacedComponent } from "./pods.js";

/** Everything that is to be collected, by what collects it. */
interface Plan {
  readonly pods: readonly ResolvedJob[];
  readonly kubelets: readonly ResolvedJob[];
  readonly fixed: readonly ResolvedJob[];
  readonly logs: LogPipeline | undefined;
  /** The namespaces of the pods. */
  readonly namespaces: readonly string[];
}

/** Compiles a collection that sends everything to Grafana Cloud. */
export function compileCloud(
  scope: Scope,
  collection: KubernetesCollection,
  secret: string,
  jobs: readonly ResolvedJob[],
): Cluster {
  const { kubernetes } = collection;
  const plan = planCollection(scope, kubernetes, jobs);
  reportMissingComponents(scope, collection, plan);
  reportStackComponents(scope, collection);
  return {
    components: componentFiles(scope, kubernetes, secret, plan),
    secrets: [{ name: secret, keys: Object.values(secretKeys).flat() }],
    annotated: plan.pods.filter(({ labels }) => labels.namespace !== kubernetes.namespace),
  };
}

function planCollection(
  { catalogue, settings }: Scope,
  options: KubernetesOptions,
  jobs: readonly ResolvedJob[],
): Plan {
  const pods = jobs.filter(({ from }) => from === "pods");
  const streams = catalogue.services.flatMap((service) => service.logs);
  const logs = planLogs(streams, options.logs ?? {}, settings.environment);
  const namespaces = new Set([...pods.map(({ labels }) => labels.namespace!), ...(logs?.namespaces ?? [])]);
  return {
    ...{ pods, logs, namespaces: [...namespaces].sort() },
    kubelets: jobs.filter(({ from }) => from === "kubelet"),
    fixed: jobs.filter(({ from }) => from === "targets"),
  };
}

function reportMissingComponents(scope: Scope, collection: KubernetesCollection, plan: Plan): void {
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

function componentFiles(
  { catalogue, settings }: Scope,
  options: KubernetesOptions,
  secret: string,
  plan: Plan,
): readonly ComponentFiles[] {
  const { components, namespace } = options;
  const { externalLabels, environment } = settings;
  const place = (name: KubernetesComponentName): PlacedComponent | undefined => {
    const own = components[name];
    return own && { name, namespace, environment, options: own };
  };
  const files: ComponentFiles[] = [];
  const add = (
    name: KubernetesComponentName,
    workload: ComponentFiles["workload"],
    objects: readonly YamlValue[],
    config?: string,
  ) => {
    const file = config !== undefined && { key: "config.alloy", path: `alloy/${name}.alloy`, value: config };
    files.push({ name, workload, objects, ...(file && { configMaps: [{ name, files: [file] }] }) });
  };
  const [metrics, agent, singleton, sampler] = [
    place("kube-state-metrics"),
    place("alloy"),
    place("alloy-singleton"),
    place("alloy-sampler"),
  ];
  if (metrics) {
    const service = catalogue.services.find(({ name }) => name === metrics.name);
    add(metrics.name, "deployment", writeKubeStateMetrics(metrics, service?.metrics ?? [], "alloy-singleton"));
  }
  if (agent) {
    const samplers = sampler && `${sampler.name}.${namespace}.svc`;
    const surroundings = {
      ...{ secret, service: options.service ?? agent.name, namespaces: plan.namespaces },
      ...{ readsLogs: plan.logs !== undefined, readsKubelet: plan.kubelets.length > 0 },
      receivesTraces: sampler !== undefined,
    };
    const config = writeAgentConfig({ ...plan, sampler: samplers, externalLabels });
    add(agent.name, "daemonset", writeAgent(agent, surroundings), config);
  }
  if (singleton) {
    const targets = plan.fixed.flatMap((job) => job.targets);
    const config = writeSingletonConfig(plan.fixed, externalLabels);
    add(singleton.name, "deployment", writeSingleton(singleton, secret, targets), config);
  }
  if (sampler) {
    const config = writeSamplerConfig(options.traces ?? {}, environment);
    add(sampler.name, "statefulset", writeSamplers(sampler, secret), config);
  }
  return files;
}
