import type { Collection } from "../../../model/collection/collection.js";
import type { KubernetesOptions } from "../../../model/collection/kubernetes.js";
import type { ResolvedJob } from "../resolve-jobs.js";
import type { ComponentFiles, SecretKeys } from "./component-files.js";

/** A collection that runs in Kubernetes. */
export interface KubernetesCollection extends Collection {
  readonly kubernetes: KubernetesOptions;
}

/** Everything that a collection brings into a cluster. */
export interface Cluster {
  readonly components: readonly ComponentFiles[];
  readonly secrets: readonly SecretKeys[];
  /** The jobs whose pods need annotations to be scraped. */
  readonly annotated: readonly ResolvedJob[];
}
