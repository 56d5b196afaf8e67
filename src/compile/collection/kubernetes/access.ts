import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import type { YamlValue } from "../../../yaml/index.js";

type YamlObject = { readonly [key: string]: YamlValue | undefined };

const group = "rbac.authorization.k8s.io";

/** A rule of a role. */
export interface AccessRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export function writeServiceAccount(name: KubernetesComponentName, namespace: string): YamlObject {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
    automountServiceAccountToken: false,
  };
}

/** Writes a role for the whole cluster, and its binding to the account of a component. */
export function writeClusterAccess(
  name: KubernetesComponentName,
  namespace: string,
  rules: readonly AccessRule[],
): readonly YamlObject[] {
  // Roles of the cluster have no namespace: its name keeps those of two collections apart.
  const role = `${namespace}-${name}`;
  return [
    { apiVersion: `${group}/v1`, kind: "ClusterRole", metadata: { name: role }, rules: rules.map(toYaml) },
    {
      ...{ apiVersion: `${group}/v1`, kind: "ClusterRoleBinding", metadata: { name: role } },
      roleRef: { apiGroup: group, kind: "ClusterRole", name: role },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ];
}

/** Writes a role in one namespace, and its binding to the account of a component in `namespace`. */
export function writeAccess(
  name: KubernetesComponentName,
  namespace: string,
  inNamespace: string,
  rules: readonly AccessRule[],
): readonly YamlObject[] {
  const metadata = { name: inNamespace === namespace ? name : `${namespace}-${name}`, namespace: inNamespace };
  return [
    { apiVersion: `${group}/v1`, kind: "Role", metadata, rules: rules.map(toYaml) },
    {
      ...{ apiVersion: `${group}/v1`, kind: "RoleBinding", metadata },
      roleRef: { apiGroup: group, kind: "Role", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
  ];
}

function toYaml({ apiGroups, resources, verbs }: AccessRule): YamlObject {
  return { apiGroups, resources, verbs };
}
