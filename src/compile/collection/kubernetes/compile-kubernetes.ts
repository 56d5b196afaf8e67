import type { Collection } from "../../../model/collection/collection.js";
import type { KubernetesComponentName, KubernetesOptions } from "../../../model/collection/kubernetes.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import { createSubject, reportError, type Scope } from "../../scope.js";
import type { CollectionFile } from "../collection-file.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { writeAgentConfig } from "./alloy/agent.js";
import { writeSamplerConfig } from "./alloy/sampler.js";
import { writeSingletonConfig } from "./alloy/singleton.js";
import { secretKeys, writeAgent, writeSamplers, writeSingleton } from "./alloy-workloads.js";
import { writeDeployScript } from "./deploy-script.js";
import { writeKubeStateMetrics } from "./kube-state-metrics.js";
import { type LogPipeline, planLogs } from "./logs.js";
import { refuseAll } from "./network-policies.js";
import { workloadOf, writePatches } from "./patches.js";
import type { PlacedComponent } from "./pods.js";

/** A collection that runs in Kubernetes. */
export interface KubernetesCollection extends Collection {
  readonly kubernetes: KubernetesOptions;
}

export function isInKubernetes(collection: Collection): collection is KubernetesCollection {
  return collection.kubernetes !== undefined;
}

/** Everything that is to be collected, by what collects it. */
interface Plan {
  readonly pods: readonly ResolvedJob[];
  readonly kubelets: readonly ResolvedJob[];
  readonly fixed: readonly ResolvedJob[];
  readonly logs: LogPipeline | undefined;
  /** The namespaces of the pods. */
  readonly namespaces: readonly string[];
}

/** Compiles a collection to objects of Kubernetes, the configurations of Alloy, and a script that deploys them. */
export function compileKubernetes(
  scope: Scope,
  collection: KubernetesCollection,
  jobs: readonly ResolvedJob[],
): readonly CollectionFile[] {
  const { kubernetes } = collection;
  const { system } = scope;
  const plan = planCollection(scope, kubernetes, jobs);
  reportMissingComponents(scope, collection, plan);
  const components = componentFiles(scope, kubernetes, plan);
  const patched = plan.pods.filter(({ labels }) => labels.namespace !== kubernetes.namespace);
  const { namespace, secret } = kubernetes;
  const keys = Object.values(secretKeys).flat();
  return [
    { path: "namespace.yaml", value: writeNamespace(namespace) },
    { path: `${secret}.yaml`, value: writeSecretTemplate(namespace, secret, keys) },
    ...components.flatMap(({ objects, config }) => [objects, ...(config ? [config] : [])]),
    { path: "network-policy.yaml", value: refuseAll(namespace) },
    { path: "kustomization.yaml", value: writeKustomization(namespace, components) },
    ...writePatches(patched, system.serviceLabel),
    {
      path: "deploy.sh",
      value: writeDeployScript({
        ...{ namespace, secret, keys },
        rollouts: components.map(({ name }) => `${workloadKinds[name]}/${name}`),
        workloads: patched.map((job) => ({
          ...workloadOf(job, system.serviceLabel),
          selector: podSelector(job.labels),
        })),
      }),
    },
  ];
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

/** A component with its objects, and the configuration that its pods mount. */
interface ComponentFiles {
  readonly name: KubernetesComponentName;
  readonly objects: CollectionFile;
  readonly config: CollectionFile | undefined;
}

function componentFiles(
  { catalogue, settings }: Scope,
  options: KubernetesOptions,
  plan: Plan,
): readonly ComponentFiles[] {
  const { components, namespace, secret } = options;
  const { externalLabels, environment } = settings;
  const place = (name: KubernetesComponentName): PlacedComponent | undefined => {
    const own = components[name];
    return own && { name, namespace, environment, options: own };
  };
  const files: ComponentFiles[] = [];
  const add = (name: KubernetesComponentName, objects: readonly YamlValue[], config?: string) => {
    files.push({
      name,
      objects: { path: `${name}.yaml`, value: objects.map(renderYaml).join("---\n") },
      config: config === undefined ? undefined : { path: `alloy/${name}.alloy`, value: config },
    });
  };
  const [metrics, agent, singleton, sampler] = [
    place("kube-state-metrics"),
    place("alloy"),
    place("alloy-singleton"),
    place("alloy-sampler"),
  ];
  if (metrics) {
    const service = catalogue.services.find(({ name }) => name === metrics.name);
    add(metrics.name, writeKubeStateMetrics(metrics, service?.metrics ?? []));
  }
  if (agent) {
    const samplers = sampler && `${sampler.name}.${namespace}.svc`;
    const surroundings = {
      ...{ secret, service: options.service ?? agent.name, namespaces: plan.namespaces },
      ...{ readsLogs: plan.logs !== undefined, readsKubelet: plan.kubelets.length > 0 },
      receivesTraces: sampler !== undefined,
    };
    add(agent.name, writeAgent(agent, surroundings), writeAgentConfig({ ...plan, sampler: samplers, externalLabels }));
  }
  if (singleton) {
    const targets = plan.fixed.flatMap((job) => job.targets);
    add(singleton.name, writeSingleton(singleton, secret, targets), writeSingletonConfig(plan.fixed, externalLabels));
  }
  if (sampler) {
    add(sampler.name, writeSamplers(sampler, secret), writeSamplerConfig(options.traces ?? {}, environment));
  }
  return files;
}

const workloadKinds: Readonly<Record<KubernetesComponentName, string>> = {
  alloy: "daemonset",
  "alloy-singleton": "deployment",
  "alloy-sampler": "statefulset",
  "kube-state-metrics": "deployment",
};

function writeNamespace(name: string): YamlValue {
  const standard = "pod-security.kubernetes.io";
  const labels = { [`${standard}/enforce`]: "restricted", [`${standard}/warn`]: "restricted" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

/** Writes the Secret without its values: they are nobody's business but that of the cluster. */
function writeSecretTemplate(namespace: string, name: string, keys: readonly string[]): YamlValue {
  return {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, type: "Opaque" },
    stringData: Object.fromEntries(keys.map((key) => [key, ""])),
  };
}

/** A ConfigMap is generated from each configuration: its name changes with it, so that its pods start anew. */
function writeKustomization(namespace: string, components: readonly ComponentFiles[]): YamlValue {
  return {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: ["namespace.yaml", ...components.map(({ objects }) => objects.path), "network-policy.yaml"],
    configMapGenerator: components.flatMap(({ name, config }) =>
      config ? [{ name, namespace, files: [`config.alloy=${config.path}`] }] : [],
    ),
  };
}

function podSelector({ namespace: _, ...labels }: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}
