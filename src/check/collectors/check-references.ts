import { dirname } from "node:path/posix";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { nearest } from "../../diagnostics/nearest.js";
import { fieldOf, mappingsIn, textOf } from "../../formats/manifests/index.js";
import type { YamlMapping, YamlNode } from "../../yaml/index.js";
import { collectorFindings } from "./findings.js";
import {
  entriesOf,
  type FileObject,
  type KeyedObject,
  keyedObjects,
  nodeAt,
  type PodTemplate,
  podTemplateOf,
  textAt,
} from "./objects.js";

/** Labels that controllers add to pods. */
const addedLabels: ReadonlySet<string> = new Set([
  "apps.kubernetes.io/pod-index",
  "pod-template-hash",
  "statefulset.kubernetes.io/pod-name",
]);

/** Among more names than these, similar ones are not looked for: it takes long, and there is always one. */
const manyNames = 500;

/** Accounts and roles that every cluster has. */
const builtIn = /^(?:default|system:.*|cluster-admin|admin|edit|view|kube-root-ca\.crt)$/;

/**
 * Finds names in objects that lead nowhere. An object that is missing altogether may be elsewhere: it is reported if there
 * is one with a similar name or in another namespace.
 */
export function checkReferences(
  objects: readonly FileObject[],
  generated: readonly KeyedObject[],
): readonly Diagnostic[] {
  const references = new References(objects, [...keyedObjects(objects), ...generated]);
  for (const object of objects) references.check(object);
  return references.diagnostics;
}

class References {
  readonly diagnostics: Diagnostic[] = [];
  readonly #byKind: ReadonlyMap<string, readonly NamedObject[]>;
  readonly #workloads: ReadonlyMap<string, readonly Workload[]>;

  constructor(objects: readonly FileObject[], keyed: readonly KeyedObject[]) {
    const others = objects.filter(({ kind }) => kind !== "ConfigMap" && kind !== "Secret");
    this.#byKind = groupBy<NamedObject>([...others, ...keyed], ({ kind }) => kind);
    const workloads = objects.flatMap((workload) => {
      const pods = podTemplateOf(workload.node);
      return pods ? [{ ...pods, workload }] : [];
    });
    this.#workloads = groupBy(workloads, ({ workload }) => dirname(workload.file));
  }

  check(object: FileObject): void {
    const pods = podTemplateOf(object.node);
    if (pods) this.#checkPods(object, pods);
    if (object.kind === "StatefulSet") this.#expect(object, "Service", nodeAt(object.node, "spec", "serviceName"));
    if (object.kind === "Service") this.#checkService(object);
    if (object.kind === "RoleBinding" || object.kind === "ClusterRoleBinding") this.#checkBinding(object);
  }

  #checkPods(object: FileObject, { spec }: PodTemplate): void {
    this.#expect(object, "ServiceAccount", fieldOf(spec, "serviceAccountName"));
    const volumes = mappingsIn(fieldOf(spec, "volumes"));
    const claims = mappingsIn(nodeAt(object.node, "spec", "volumeClaimTemplates"));
    const names = [
      ...volumes.flatMap((volume) => textOf(volume, "name") ?? []),
      ...claims.flatMap((claim) => textAt(claim, "metadata", "name") ?? []),
    ];
    for (const volume of volumes) this.#checkVolume(object, volume);
    for (const container of containersOf(spec)) {
      for (const mount of mappingsIn(fieldOf(container, "volumeMounts"))) this.#checkMount(object, mount, names);
      for (const variable of mappingsIn(fieldOf(container, "env"))) {
        this.#expectKey(object, "ConfigMap", nodeAt(variable, "valueFrom", "configMapKeyRef"));
        this.#expectKey(object, "Secret", nodeAt(variable, "valueFrom", "secretKeyRef"));
      }
      for (const source of mappingsIn(fieldOf(container, "envFrom"))) {
        if (!isOptional(fieldOf(source, "configMapRef")))
          this.#expect(object, "ConfigMap", nodeAt(source, "configMapRef", "name"));
      }
    }
  }

  #checkMount(object: FileObject, mount: YamlMapping, names: readonly string[]): void {
    const name = fieldOf(mount, "name");
    if (name?.kind !== "scalar" || names.includes(name.value)) return;
    const similar = nearest(name.value, names);
    this.#report(object, name, "manifest/dangling-reference", {
      summary: `${describe(object)} mounts the volume "${name.value}", which its pods do not have`,
      details: "The cluster refuses the object.",
      fix: similar === undefined ? "add it to volumes" : `did you mean "${similar}"?`,
    });
  }

  #checkVolume(object: FileObject, volume: YamlMapping): void {
    const sources = [volume, ...mappingsIn(nodeAt(volume, "projected", "sources"))];
    for (const source of sources) {
      this.#checkItems(object, "ConfigMap", fieldOf(source, "configMap"), "name");
      this.#checkItems(object, "Secret", fieldOf(source, "secret"), source === volume ? "secretName" : "name");
    }
    this.#expect(object, "PersistentVolumeClaim", nodeAt(volume, "persistentVolumeClaim", "claimName"));
  }

  #checkItems(object: FileObject, kind: KeyedObject["kind"], source: YamlNode | undefined, nameField: string): void {
    if (source?.kind !== "mapping" || isOptional(source)) return;
    const name = fieldOf(source, nameField);
    const holder = this.#expect(object, kind, name);
    for (const item of mappingsIn(fieldOf(source, "items"))) this.#checkKey(object, holder, fieldOf(item, "key"));
  }

  #expectKey(object: FileObject, kind: KeyedObject["kind"], reference: YamlNode | undefined): void {
    if (reference?.kind !== "mapping" || isOptional(reference)) return;
    this.#checkKey(object, this.#expect(object, kind, fieldOf(reference, "name")), fieldOf(reference, "key"));
  }

  #checkKey(object: FileObject, holder: KeyedObject | undefined, key: YamlNode | undefined): void {
    if (!holder || key?.kind !== "scalar" || holder.keys.has(key.value)) return;
    const similar = nearest(key.value, [...holder.keys]);
    this.#report(object, key, "manifest/dangling-reference", {
      summary: `the ${holder.kind} "${holder.name}" has no key "${key.value}"`,
      details: "The pods that need it do not start.",
      fix: similar === undefined ? `add the key to the ${holder.kind}` : `did you mean "${similar}"?`,
    });
  }

  #checkBinding(object: FileObject): void {
    const kind = textAt(object.node, "roleRef", "kind") ?? "";
    if (kind === "Role" || kind === "ClusterRole") this.#expect(object, kind, nodeAt(object.node, "roleRef", "name"));
    for (const subject of mappingsIn(fieldOf(object.node, "subjects"))) {
      if (textOf(subject, "kind") !== "ServiceAccount") continue;
      const namespace = textOf(subject, "namespace");
      this.#expect({ ...object, namespace }, "ServiceAccount", fieldOf(subject, "name"));
    }
  }

  #checkService(object: FileObject): void {
    const selector = nodeAt(object.node, "spec", "selector");
    const labels = entriesOf(selector);
    // Folders are often checked together that are deployed apart.
    const near = this.#workloads.get(dirname(object.file)) ?? [];
    const workloads = near.filter(({ workload }) => isSameNamespace(workload, object));
    if (!selector || labels.size === 0 || workloads.length === 0) return;
    const selected = workloads.filter((pods) =>
      [...labels].every(([name, value]) => addedLabels.has(name) || pods.labels.get(name) === value),
    );
    if (selected.length === 0) {
      this.#reportSelector(object, selector, labels, workloads);
      return;
    }
    this.#checkReplicas(object, selector, selected);
    for (const port of mappingsIn(nodeAt(object.node, "spec", "ports"))) {
      this.#checkPort(object, fieldOf(port, "targetPort"), selected);
    }
  }

  /** Pods may come from anywhere: it is a mistake if a workload has the name of the Service, or almost its labels. */
  #reportSelector(
    object: FileObject,
    selector: YamlNode,
    labels: ReadonlyMap<string, string>,
    workloads: readonly Workload[],
  ): void {
    const meant =
      workloads.find(({ workload }) => workload.name === object.name) ??
      (workloads.length > manyNames
        ? undefined
        : workloads.find((pods) => [...labels].every(([name, value]) => isSimilar(value, pods.labels.get(name)))));
    if (!meant) return;
    this.#report(object, selector, "manifest/selects-nothing", {
      summary: `${describe(object)} selects pods with ${inWords(labels)}, but those of ${describe(meant.workload)} have ${inWords(meant.labels)}`,
      details: "It has no endpoints: every connection to it fails.",
      fix: "select labels of the template of the workload's pods",
    });
  }

  /** Each replica of Prometheus has samples of its own. */
  #checkReplicas(object: FileObject, selector: YamlNode, selected: readonly Workload[]): void {
    const isSticky = textAt(object.node, "spec", "sessionAffinity") === "ClientIP";
    const isHeadless = textAt(object.node, "spec", "clusterIP") === "None";
    const several = selected.find(
      ({ spec, workload }) =>
        Number(textAt(workload.node, "spec", "replicas") ?? 1) > 1 && containersOf(spec).some(isPrometheus),
    );
    if (!several || isSticky || isHeadless) return;
    this.#report(object, selector, "manifest/split-data", {
      summary: `${describe(object)} spreads queries over the replicas of ${describe(several.workload)}`,
      details: "Each has samples and gaps of its own: graphs jump from one to the other.",
      fix: "add sessionAffinity: ClientIP, or query them through something that merges their data",
    });
  }

  /** Only names are looked up: a container may listen at ports that it does not list. */
  #checkPort(object: FileObject, port: YamlNode | undefined, selected: readonly PodTemplate[]): void {
    if (port?.kind !== "scalar" || /^\d+$/.test(port.value)) return;
    const names = selected.flatMap(({ spec }) =>
      containersOf(spec).flatMap((container) =>
        mappingsIn(fieldOf(container, "ports")).flatMap((one) => textOf(one, "name") ?? []),
      ),
    );
    if (names.includes(port.value)) return;
    const similar = nearest(port.value, names);
    this.#report(object, port, "manifest/dangling-reference", {
      summary: `${describe(object)} leads to the port "${port.value}", which its pods do not have`,
      details: "Connections to this port fail.",
      fix: similar === undefined ? "name a port of a container, or write its number" : `did you mean "${similar}"?`,
    });
  }

  /** Looks up an object; returns it if it has keys. */
  #expect(object: FileObject, kind: string, name: YamlNode | undefined): KeyedObject | undefined {
    if (name?.kind !== "scalar" || builtIn.test(name.value)) return undefined;
    // The system has roles of its own in its namespaces.
    if (kind === "Role" && object.namespace?.startsWith("kube-")) return undefined;
    const isClusterWide = kind === "ClusterRole";
    const others = this.#byKind.get(kind) ?? [];
    const found = others.find((one) => one.name === name.value && (isClusterWide || isSameNamespace(one, object)));
    if (found) return "keys" in found ? (found as KeyedObject) : undefined;
    this.#reportMissing(object, kind, name, others);
    return undefined;
  }

  #reportMissing(
    object: FileObject,
    kind: string,
    name: YamlNode & { readonly kind: "scalar" },
    others: readonly NamedObject[],
  ): void {
    // Accounts and roles are where the workload is, or in what is deployed apart; anything else may come from elsewhere.
    const isOfWorkload = ["ServiceAccount", "Role", "ClusterRole"].includes(kind);
    const near = isOfWorkload ? others.filter(({ file = "" }) => dirname(file) === dirname(object.file)) : others;
    const elsewhere = near.find((one) => one.name === name.value);
    const names = near.length > manyNames ? [] : near.map((one) => one.name);
    const similar = nearest(name.value, names);
    const isExpected = near.length > 0 && isOfWorkload;
    if (!elsewhere && similar === undefined && !isExpected) return;
    this.#report(object, name, "manifest/dangling-reference", {
      summary: `${describe(object)} refers to the ${kind} "${name.value}", which does not exist${elsewhere ? " in its namespace" : ""}`,
      details: elsewhere
        ? `It is in the namespace "${elsewhere.namespace}".`
        : `The files have others of its kind, but none with this name.`,
      fix: !elsewhere && similar !== undefined ? `did you mean "${similar}"?` : `add the ${kind}, or correct its name`,
    });
  }

  #report(
    { span }: FileObject,
    node: YamlNode,
    id: "manifest/dangling-reference" | "manifest/selects-nothing" | "manifest/split-data",
    problem: Pick<Diagnostic, "summary" | "details" | "fix">,
  ): void {
    this.diagnostics.push({ ...finding(collectorFindings, id), ...problem, span: span(node) });
  }
}

function isPrometheus(container: YamlMapping): boolean {
  return /(?:^|\/)prometheus(?:[:@]|$)/.test(textOf(container, "image") ?? "");
}

/** An object of a file, or one that a kustomization generates. */
type NamedObject = Pick<FileObject, "kind" | "name" | "namespace"> & Partial<Pick<FileObject, "file">>;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The pods of a workload. */
interface Workload extends PodTemplate {
  readonly workload: FileObject;
}

function isSimilar(value: string, other: string | undefined): boolean {
  return other !== undefined && (other === value || nearest(value, [other]) !== undefined);
}

function inWords(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([name, value]) => `${name}=${value}`).join(", ");
}

function isOptional(reference: YamlNode | undefined): boolean {
  return reference?.kind === "mapping" && textOf(reference, "optional") === "true";
}

function isSameNamespace(one: Pick<KeyedObject, "namespace">, other: Pick<KeyedObject, "namespace">): boolean {
  return one.namespace === undefined || other.namespace === undefined || one.namespace === other.namespace;
}

function containersOf(spec: YamlMapping): readonly YamlMapping[] {
  return ["initContainers", "containers"].flatMap((field) => mappingsIn(fieldOf(spec, field)));
}

function describe({ kind, name }: FileObject): string {
  return `${kind} "${name}"`;
}
