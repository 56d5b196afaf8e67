import { imageOf, releaseOf } from "../../../model/collection/components.js";
import type { KubernetesComponent, KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import { resolveRecord } from "../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../yaml/index.js";

type YamlObject = { readonly [key: string]: YamlValue | undefined };

/** The label that tells the components of a collection apart, whatever their other labels are. */
export const componentLabel = "app.kubernetes.io/component";

/** The label of everything that a collection runs. */
const partOf = { "app.kubernetes.io/part-of": "monitoring" } as const;

/** A component in one environment. */
export interface PlacedComponent {
  readonly name: KubernetesComponentName;
  readonly namespace: string;
  readonly environment: string;
  readonly options: KubernetesComponent;
}

export function metadataOf({
  name,
  namespace,
}: Pick<PlacedComponent, "namespace"> & { readonly name: string }): YamlObject {
  return { name, namespace, labels: { [componentLabel]: name, ...partOf } };
}

/** The labels by which a component selects its own pods. */
export function ownLabels(name: string): Readonly<Record<string, string>> {
  return { [componentLabel]: name };
}

/** Everything that is special about the pods of a component. */
export interface PodOptions {
  readonly args?: readonly string[];
  readonly ports: Readonly<Record<string, number>>;
  /** The user that its image runs as; 0 for root. */
  readonly user: number;
  /** True if it calls the API of Kubernetes. */
  readonly usesApi: boolean;
  /** The port at which it exposes its metrics, if pods are scraped by their annotations. */
  readonly scraped?: number;
  readonly env?: readonly YamlObject[];
  readonly probes: { readonly ready: Probe; readonly live?: Probe };
  readonly mounts?: readonly Mount[];
  /** Fields of its pods that only this component needs. */
  readonly fields?: YamlObject;
}

interface Probe {
  /** The path that answers over HTTP; undefined if it is enough that the port accepts connections. */
  readonly path?: string;
  readonly port: string;
}

export interface Mount {
  readonly name: string;
  readonly path: string;
  /** Undefined for a volume that is claimed for each pod. */
  readonly source?: YamlObject;
  /** @default true */
  readonly isReadOnly?: boolean;
  /** True if it shows what the node mounts later on. */
  readonly followsHost?: boolean;
}

/**
 * Writes the template of the pods of a component. They fulfil the "restricted" standard of Kubernetes: not root, no
 * capabilities, a read-only file system.
 */
export function writePodTemplate(component: PlacedComponent, pod: PodOptions): YamlObject {
  const { name, options, environment } = component;
  const { usesApi, scraped, user, mounts = [], fields } = pod;
  const volumes = mounts.filter(({ source }) => source !== undefined);
  return {
    metadata: {
      labels: { app: name, "app.kubernetes.io/name": name, ...options.labels, ...ownLabels(name), ...partOf },
      ...(scraped !== undefined && {
        annotations: { "prometheus.io/scrape": "true", "prometheus.io/port": String(scraped) },
      }),
    },
    spec: {
      ...(usesApi && { serviceAccountName: name }),
      automountServiceAccountToken: usesApi,
      securityContext: {
        ...{ runAsNonRoot: user !== 0, runAsUser: user, runAsGroup: user, fsGroup: user },
        seccompProfile: { type: "RuntimeDefault" },
      },
      nodeSelector: { "kubernetes.io/os": "linux" },
      ...fields,
      containers: [writeContainer(name, options, pod, environment)],
      ...(volumes.length > 0 && { volumes: volumes.map((volume) => ({ name: volume.name, ...volume.source })) }),
    },
  };
}

function writeContainer(
  name: KubernetesComponentName,
  { image, requests, limits, args: own = [] }: KubernetesComponent,
  { args: usual = [], ports, env, probes, mounts = [] }: PodOptions,
  environment: string,
): YamlValue {
  const args = [...usual, ...own];
  const resources = {
    requests: resolveRecord({ ...requests }, environment),
    limits: resolveRecord({ ...limits }, environment),
  };
  const used = Object.entries(resources).filter(([, quantities]) => Object.keys(quantities).length > 0);
  return {
    name,
    image: image ?? imageOf(releaseOf(name)!),
    ...(args.length > 0 && { args }),
    ...(env && { env }),
    ports: Object.entries(ports).map(([port, containerPort]) => ({ name: port, containerPort })),
    ...(used.length > 0 && { resources: Object.fromEntries(used) }),
    readinessProbe: writeProbe(probes.ready),
    ...(probes.live && { livenessProbe: writeProbe(probes.live) }),
    securityContext: containerSecurity,
    ...(mounts.length > 0 && {
      volumeMounts: mounts.map(({ name: volume, path, isReadOnly = true, followsHost = false }) => ({
        ...{ name: volume, mountPath: path },
        ...(isReadOnly && { readOnly: true }),
        ...(followsHost && { mountPropagation: "HostToContainer" }),
      })),
    }),
  };
}

/** No container gains rights, or writes to its own files. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} as const;

function writeProbe({ path, port }: Probe): YamlObject {
  return path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } };
}

/** The ports of a Service, by name: each leads to the port of the pods that has its name. */
export function servicePorts(ports: Readonly<Record<string, number>>): readonly YamlObject[] {
  return Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name }));
}

/** Writes a Service, which selects pods of one component. */
export function writeService(
  { name, namespace }: Pick<PlacedComponent, "namespace"> & { readonly name: string },
  component: KubernetesComponentName,
  ports: readonly YamlObject[],
  fields: YamlObject = {},
): YamlObject {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: { [componentLabel]: component, ...partOf } },
    spec: { ...fields, selector: ownLabels(component), ports },
  };
}
