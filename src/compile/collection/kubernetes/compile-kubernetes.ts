import type { Collection } from "../../../model/collection/collection.js";
import { renderYaml, type YamlValue } from "../../../yaml/index.js";
import type { Artifact } from "../../compiled.js";
import type { Scope } from "../../scope.js";
import type { CollectionFile } from "../collection-file.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import { compileCloud } from "./cloud.js";
import type { KubernetesCollection } from "./cluster.js";
import { type ComponentFiles, writeSecretTemplate } from "./component-files.js";
import { writeDeployScript } from "./deploy-script.js";
import { compileChart } from "./helm/compile-chart.js";
import { refuseAll } from "./network-policies.js";
import { workloadOf, writePatches } from "./patches.js";
import { compileStack } from "./stack/compile-stack.js";

export function isInKubernetes(collection: Collection): collection is KubernetesCollection {
  return collection.kubernetes !== undefined;
}

/** Compiles a collection to objects of Kubernetes, the configurations of its components, and a script that deploys them. */
export function compileKubernetes(
  scope: Scope,
  collection: KubernetesCollection,
  jobs: readonly ResolvedJob[],
  artifacts: readonly Artifact[],
): readonly CollectionFile[] {
  const { system } = scope;
  const { namespace, secret, helm } = collection.kubernetes;
  if (helm) return compileChart(scope, collection, helm, jobs);
  const { components, secrets, annotated } =
    secret === undefined
      ? compileStack({ scope, collection, jobs, artifacts })
      : compileCloud(scope, collection, secret, jobs);
  const fileOf = ({ name }: ComponentFiles) => collection.kubernetes.components[name]?.file ?? `${name}.yaml`;
  return [
    { path: "namespace.yaml", value: writeNamespace(namespace, components) },
    ...secrets.map((one) => ({ path: `${one.name}.yaml`, value: writeSecretTemplate(namespace, one) })),
    ...components.flatMap((component) => [
      { path: fileOf(component), value: component.objects.map(renderYaml).join("---\n") },
      ...(component.configMaps ?? []).flatMap(({ files }) => files),
    ]),
    { path: "network-policy.yaml", value: refuseAll(namespace) },
    { path: "kustomization.yaml", value: writeKustomization(namespace, components, components.map(fileOf)) },
    ...writePatches(annotated, system.serviceLabel),
    {
      path: "deploy.sh",
      value: writeDeployScript({
        ...{ namespace, secrets },
        rollouts: components.map(({ name, workload }) => `${workload}/${name}`),
        workloads: annotated.map((job) => ({
          ...workloadOf(job, system.serviceLabel),
          selector: podSelector(job.labels),
        })),
      }),
    },
  ];
}

/** Pods that mount folders of their node are privileged, whatever else they are not. */
function writeNamespace(name: string, components: readonly ComponentFiles[]): YamlValue {
  const standard = "pod-security.kubernetes.io";
  const level = components.some(({ usesHost }) => usesHost) ? "privileged" : "restricted";
  const labels = { [`${standard}/enforce`]: level, [`${standard}/warn`]: "restricted" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

/** A ConfigMap is generated from each configuration: its name changes with it, so that its pods start anew. */
function writeKustomization(
  namespace: string,
  components: readonly ComponentFiles[],
  files: readonly string[],
): YamlValue {
  const configMaps = components.flatMap((component) => component.configMaps ?? []);
  return {
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    kind: "Kustomization",
    resources: ["namespace.yaml", ...files, "network-policy.yaml"],
    configMapGenerator: configMaps.map(({ name, labels, files: content }) => ({
      name,
      namespace,
      files: content.map(({ key, path }) => (path.endsWith(`/${key}`) ? path : `${key}=${path}`)),
      ...(labels && { options: { labels } }),
    })),
  };
}

function podSelector({ namespace: _, ...labels }: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(",");
}
