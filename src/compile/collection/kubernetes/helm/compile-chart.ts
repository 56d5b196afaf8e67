import type { HelmOptions } from "../../../../model/collection/kubernetes.js";
import { createSubject, type Problem, reportError, type Scope } from "../../../scope.js";
import type { CollectionFile } from "../../collection-file.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { secretKeys } from "../alloy-workloads.js";
import { type CloudPlan, planCollection, reportComponents } from "../cloud-plan.js";
import type { KubernetesCollection } from "../cluster.js";
import { writeSecretTemplate } from "../component-files.js";
import { writePatches } from "../patches.js";
import { kubeletFeatures, writeChartValues } from "./chart-values.js";

/** Compiles a collection to values of Grafana's chart k8s-monitoring, which deploys Alloy in place of plain manifests. */
export function compileChart(
  scope: Scope,
  collection: KubernetesCollection,
  helm: HelmOptions,
  jobs: readonly ResolvedJob[],
): readonly CollectionFile[] {
  const { kubernetes: options } = collection;
  const { secret, namespace } = options;
  const plan = planCollection(scope, options, jobs);
  reportComponents(scope, collection, plan);
  const problem = findProblem(plan, secret);
  if (problem) {
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), problem);
  }
  if (problem || secret === undefined) return [];
  return [
    { path: "values.yaml", value: writeChartValues({ options, helm, secret, settings: scope.settings, plan }) },
    {
      path: `${secret}.yaml`,
      value: writeSecretTemplate(namespace, { name: secret, keys: Object.values(secretKeys).flat() }),
    },
    ...writePatches(plan.annotated, scope.system.serviceLabel),
  ];
}

function findProblem({ kubelets }: CloudPlan, secret: string | undefined): Problem | undefined {
  if (secret === undefined) {
    return {
      summary: "the values of a chart need the Secret of Grafana Cloud",
      fix: 'add secret: "…", or remove helm',
      option: ["kubernetes", "helm"],
    };
  }
  const paths = kubelets.map(({ path }) => path);
  const strange = paths.find((path, index) => !Object.hasOwn(kubeletFeatures, path) || paths.indexOf(path) !== index);
  if (strange !== undefined) {
    return {
      summary: `the chart cannot scrape ${strange} of the kubelet for another job`,
      details: `It scrapes ${Object.keys(kubeletFeatures).join(", ")}, each once.`,
      fix: "correct the path of the job, or remove helm",
      option: ["kubernetes", "helm"],
    };
  }
  return undefined;
}
