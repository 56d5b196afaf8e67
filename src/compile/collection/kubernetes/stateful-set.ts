import type { StoringComponent } from "../../../model/collection/kubernetes-components.js";
import { resolve } from "../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../yaml/index.js";
import { metadataOf, ownLabels, type PlacedComponent, type PodOptions, writePodTemplate } from "./pods.js";

/** The name of the volume that each pod claims. */
export const dataVolume = "data";

/** Returns how many pods a component has. */
export function replicasOf({ options, environment }: PlacedComponent, usual: number): number {
  const { replicas } = options as StoringComponent;
  return (replicas && resolve(replicas, environment)) ?? usual;
}

/**
 * Writes the pods of a component that keeps data, each with a volume of its own, on nodes of their own as far as there are
 * enough. With several pods, at most one at a time is evicted.
 */
export function writeStatefulSet(component: PlacedComponent, replicas: number, pod: PodOptions): readonly YamlValue[] {
  const { name, environment } = component;
  const { storage = "10Gi", storageClass } = component.options as StoringComponent;
  const selector = { matchLabels: ownLabels(name) };
  return [
    {
      ...{ apiVersion: "apps/v1", kind: "StatefulSet", metadata: metadataOf(component) },
      spec: {
        ...{ replicas, serviceName: name, podManagementPolicy: "Parallel", selector },
        template: writePodTemplate(component, {
          ...pod,
          fields: { ...(replicas > 1 && spreadOver(name)), ...pod.fields },
        }),
        volumeClaimTemplates: [
          {
            metadata: { name: dataVolume },
            spec: {
              accessModes: ["ReadWriteOnce"],
              ...(storageClass !== undefined && { storageClassName: resolve(storageClass, environment) }),
              resources: { requests: { storage: resolve(storage, environment) } },
            },
          },
        ],
      },
    },
    ...(replicas > 1 ? [writeDisruptionBudget(component)] : []),
  ];
}

/** Fields of the pods of a component, for nodes of their own as far as there are enough. */
export function spreadOver(name: string) {
  return {
    topologySpreadConstraints: [
      {
        ...{ maxSkew: 1, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
        labelSelector: { matchLabels: ownLabels(name) },
      },
    ],
  };
}

/** Writes an object by which at most one pod of a component at a time is evicted. */
export function writeDisruptionBudget(component: PlacedComponent): YamlValue {
  return {
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: metadataOf(component) },
    spec: { maxUnavailable: 1, selector: { matchLabels: ownLabels(component.name) } },
  };
}
