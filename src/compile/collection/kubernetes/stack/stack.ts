import type { KubernetesComponentName } from "../../../../model/collection/kubernetes-components.js";
import type { Artifact } from "../../../compiled.js";
import type { Scope } from "../../../scope.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import type { KubernetesCollection } from "../cluster.js";
import type { ComponentFiles, ConfigMapFile } from "../component-files.js";
import type { PlacedComponent } from "../pods.js";

/** A collection that keeps everything in the cluster, and what its components need to know of each other. */
export interface Stack {
  readonly scope: Scope;
  readonly collection: KubernetesCollection;
  readonly jobs: readonly ResolvedJob[];
  /** The files of the system and of its Alertmanager, by their paths: rules, dashboards, routes. */
  readonly artifacts: readonly Artifact[];
}

/** Writes a component; undefined if a problem was reported. */
export type WriteComponent = (component: PlacedComponent, stack: Stack) => ComponentFiles | undefined;

/** True if the collection runs a component. */
export function hasComponent({ collection }: Pick<Stack, "collection">, name: KubernetesComponentName): boolean {
  return collection.kubernetes.components[name] !== undefined;
}

/** Returns the name by which a Service of the collection is found from any namespace. */
export function hostOf({ collection }: Pick<Stack, "collection">, service: string): string {
  return `${service}.${collection.kubernetes.namespace}.svc`;
}

/** The files of a ConfigMap, whose keys have no slashes, at the paths that they have below a folder of the collection. */
export function toItems(files: readonly ConfigMapFile[], folder: string) {
  return files.map(({ key, path }) => ({ key, path: path.slice(folder.length + 1) }));
}
