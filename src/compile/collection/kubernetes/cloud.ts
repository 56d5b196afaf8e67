import type { KubernetesOptions } from "../../../model/collection/kubernetes.js";
import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import type { YamlValue } from "../../../yaml/index.js";
import type { Scope } from "../../scope.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { writeAgentConfig } from "./alloy/agent.js";
import { writeSamplerConfig } from "./alloy/sampler.js";
import { writeSingletonConfig } from "./alloy/singleton.js";
import { secretKeys, writeAgent, writeSamplers, writeSingleton } from "./alloy-workloads.js";
import { type CloudPlan, planCollection, reportComponents } from "./cloud-plan.js";
import type { Cluster, KubernetesCollection } from "./cluster.js";
import type { ComponentFiles } from "./component-files.js";
import { writeKubeStateMetrics } from "./kube-state-metrics.js";
import type { PlacedComponent } from "./pods.js";

/** Compiles a collection that sends everything to Grafana Cloud. */
export function compileCloud(
  scope: Scope,
  collection: KubernetesCollection,
  secret: string,
  jobs: readonly ResolvedJob[],
): Cluster {
  const { kubernetes } = collection;
  const plan = planCollection(scope, kubernetes, jobs);
  reportComponents(scope, collection, plan);
  return {
    components: componentFiles(scope, kubernetes, secret, plan),
    secrets: [{ name: secret, keys: Object.values(secretKeys).flat() }],
    annotated: plan.annotated,
  };
}

function componentFiles(
  { catalogue, settings }: Scope,
  options: KubernetesOptions,
  secret: string,
  plan: CloudPlan,
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
