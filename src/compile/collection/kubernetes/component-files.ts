import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import type { YamlValue } from "../../../yaml/index.js";
import type { CollectionFile } from "../collection-file.js";

/** A component as the objects of Kubernetes, and what its pods mount. */
export interface ComponentFiles {
  readonly name: KubernetesComponentName;
  /** The kind of its workload, as kubectl calls it. */
  readonly workload: "daemonset" | "deployment" | "statefulset";
  readonly objects: readonly YamlValue[];
  readonly configMaps?: readonly ConfigMapFiles[];
  readonly secrets?: readonly SecretKeys[];
  /** True if its pods mount folders of the node, which the standard "restricted" does not allow. */
  readonly usesHost?: boolean;
}

/** A ConfigMap that kustomize generates from files. Its name changes with them, so that its pods start anew. */
export interface ConfigMapFiles {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly files: readonly ConfigMapFile[];
}

/** A file of the collection, and its key in the ConfigMap. */
export type ConfigMapFile = CollectionFile & { readonly key: string };

/** A Secret that someone has to fill. */
export interface SecretKeys {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Writes a Secret without its values: they are nobody's business but that of the cluster. */
export function writeSecretTemplate(namespace: string, { name, keys }: SecretKeys): YamlValue {
  return {
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, type: "Opaque" },
    stringData: Object.fromEntries(keys.map((key) => [key, ""])),
  };
}
