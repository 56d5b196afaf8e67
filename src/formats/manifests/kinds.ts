import { splitTable } from "../tables/index.js";
import { compose } from "./tables/compose.js";
import { containers } from "./tables/containers.js";
import { kubernetes } from "./tables/kubernetes.js";
import { kustomization } from "./tables/kustomization.js";
import { operatorAlertmanagerConfig, operatorAlertmanagerConfigBeta } from "./tables/operator-alertmanager-config.js";
import { operatorMonitors } from "./tables/operator-monitors.js";
import { operatorScrapeConfig } from "./tables/operator-scrape-config.js";
import { pods } from "./tables/pods.js";
import { policies } from "./tables/policies.js";
import { volumes } from "./tables/volumes.js";
import { type ObjectType, parseObjectType } from "./types.js";

/** The fields of an object. */
export interface ObjectShape {
  readonly fields: ReadonlyMap<string, ObjectField>;
  /** Any field that begins with `x-` is allowed. */
  readonly isExtensible: boolean;
  /** Any field is allowed. */
  readonly isOpen: boolean;
}

export interface ObjectField {
  readonly type: ObjectType;
  readonly isRequired: boolean;
}

/** The objects of one program. */
export interface ObjectSet {
  readonly find: (name: string) => ObjectShape;
  /** A field without a value, `null`, counts as absent. */
  readonly takesNull: boolean;
}

const kubernetesSet = objectSet([kubernetes, policies, pods, containers, volumes], true);
const operatorSet = objectSet([operatorMonitors, operatorScrapeConfig, operatorAlertmanagerConfig], false);
const operatorBetaSet = objectSet([operatorMonitors, operatorAlertmanagerConfigBeta], false);
export const composeSet = objectSet([compose], false);
export const kustomizationSet = objectSet([kustomization], false);

/** Kinds of objects by group of their API. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  "": ["ConfigMap", "Namespace", "PersistentVolumeClaim", "Secret", "Service", "ServiceAccount"],
  apps: ["DaemonSet", "Deployment", "StatefulSet"],
  autoscaling: ["HorizontalPodAutoscaler"],
  batch: ["CronJob", "Job"],
  "networking.k8s.io": ["Ingress", "NetworkPolicy"],
  policy: ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
};

const operatorKinds = ["AlertmanagerConfig", "PodMonitor", "Probe", "PrometheusRule", "ScrapeConfig", "ServiceMonitor"];

/** True for the name of a kind that Telltale knows, in whatever group. */
export function isKnownKindName(kind: string): boolean {
  return operatorKinds.includes(kind) || Object.values(kinds).some((names) => names.includes(kind));
}

/** Returns the objects that a kind belongs to; undefined if Telltale does not know the kind. */
export function findKind(apiVersion: string, kind: string): ObjectSet | undefined {
  const group = apiVersion.includes("/") ? apiVersion.split("/", 1)[0]! : "";
  if (group === "monitoring.coreos.com") {
    if (kind === "AlertmanagerConfig" && apiVersion.endsWith("/v1beta1")) return operatorBetaSet;
    return operatorKinds.includes(kind) ? operatorSet : undefined;
  }
  return Object.hasOwn(kinds, group) && kinds[group]!.includes(kind) ? kubernetesSet : undefined;
}

function objectSet(tables: readonly string[], takesNull: boolean): ObjectSet {
  let paragraphs: ReturnType<typeof splitTable> | undefined;
  const shapes = new Map<string, ObjectShape>();
  const find = (name: string): ObjectShape => {
    const known = shapes.get(name);
    if (known !== undefined) return known;
    paragraphs ??= new Map(tables.flatMap((table) => [...splitTable(table)]));
    const paragraph = paragraphs.get(name);
    if (paragraph === undefined) throw new Error(`unknown object in a table of manifests: ${name}`);
    const shape = readFields(paragraph.lines);
    shapes.set(name, shape);
    return shape;
  };
  return { find, takesNull };
}

/** Each line has a type and the fields of this type; `!` marks a required one. */
function readFields(lines: readonly string[]): ObjectShape {
  const fields = new Map<string, ObjectField>();
  for (const line of lines) {
    const [first, ...names] = line.split(" ");
    if (names.length === 0) continue;
    const type = parseObjectType(first!);
    for (const name of names) fields.set(name.replace("!", ""), { type, isRequired: name.endsWith("!") });
  }
  return { fields, isExtensible: lines.includes("extensible"), isOpen: lines.includes("open") };
}
