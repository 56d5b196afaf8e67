import type { YamlValue } from "../../../yaml/index.js";
import type { CollectionFile } from "../collection-file.js";
import type { ResolvedJob } from "../resolve-jobs.js";

/** A deployment of a service whose pods get the annotations by which they are scraped. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
}

/** The folder of the patches. */
export const patchFolder = "workloads";

/**
 * Returns the deployment of a service. It is called like the label that tells the pods of the system's services apart.
 */
export function workloadOf({ name, labels }: ResolvedJob, serviceLabel: string): Workload {
  return { namespace: labels.namespace!, name: labels[serviceLabel] ?? name };
}

/** Writes patches that add the annotations, as a component of kustomize that other kustomizations can include. */
export function writePatches(jobs: readonly ResolvedJob[], serviceLabel: string): readonly CollectionFile[] {
  if (jobs.length === 0) return [];
  const patches = jobs.map((job) => {
    const workload = workloadOf(job, serviceLabel);
    return { path: `${workload.name}.yaml`, value: writePatch(job, workload) };
  });
  const component = {
    apiVersion: "kustomize.config.k8s.io/v1alpha1",
    kind: "Component",
    patches: patches.map(({ path }) => ({ path })),
  };
  return [{ path: "kustomization.yaml", value: component }, ...patches].map(({ path, value }) => ({
    path: `${patchFolder}/${path}`,
    value,
  }));
}

function writePatch({ service, path, scheme }: ResolvedJob, { namespace, name }: Workload): YamlValue {
  const annotations = {
    "prometheus.io/scrape": "true",
    ...(service?.port !== undefined && { "prometheus.io/port": String(service.port) }),
    ...(path !== "/metrics" && { "prometheus.io/path": path }),
    ...(scheme !== "http" && { "prometheus.io/scheme": scheme }),
  };
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace } },
    spec: { template: { metadata: { annotations } } },
  };
}
