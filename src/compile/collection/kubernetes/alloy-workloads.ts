import type { KubernetesComponentName, ReplicatedComponent } from "../../../model/collection/kubernetes-components.js";
import { resolve } from "../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../yaml/index.js";
import { writeAccess, writeClusterAccess, writeServiceAccount } from "./access.js";
import { secretFolder } from "./alloy/render.js";
import { allow, type Connection, https, nameResolution, podsIn, podsOf } from "./network-policies.js";
import {
  type Mount,
  metadataOf,
  ownLabels,
  type PlacedComponent,
  type PodOptions,
  servicePorts,
  writePodTemplate,
  writeService,
} from "./pods.js";
import { spreadOver, writeDisruptionBudget } from "./stateful-set.js";

/** The ports of Alloy: its own metrics and pages, and traces over gRPC and HTTP. */
const ports = { http: 12345, "otlp-grpc": 4317, "otlp-http": 4318 } as const;

const variants: readonly KubernetesComponentName[] = ["alloy", "alloy-singleton", "alloy-sampler"];

/** The keys of the Secret, by what they give access to. */
export const secretKeys = {
  metrics: ["prometheus-remote-write-endpoint", "prometheus-username", "prometheus-password"],
  logs: ["loki-endpoint", "loki-username", "loki-password"],
  traces: ["tempo-endpoint", "tempo-username", "tempo-password"],
} as const;

interface AlloyOptions {
  readonly secret: string;
  /** The keys of the Secret that it needs. */
  readonly keys: readonly string[];
  /** Ports besides that of its own metrics. */
  readonly receives?: readonly ("otlp-grpc" | "otlp-http")[];
  readonly usesApi?: boolean;
  readonly env?: PodOptions["env"];
  readonly fields?: PodOptions["fields"];
}

/** Everything that an Alloy on each node needs to be told. */
export interface AgentSurroundings {
  readonly secret: string;
  /** The name of the Service for the traces of applications. */
  readonly service: string;
  /** The namespaces of the pods that it scrapes and whose logs it reads. */
  readonly namespaces: readonly string[];
  readonly readsLogs: boolean;
  readonly readsKubelet: boolean;
  readonly receivesTraces: boolean;
}

/** Writes the Alloy of each node, and the Service for the traces of applications. */
export function writeAgent(component: PlacedComponent, surroundings: AgentSurroundings): readonly YamlValue[] {
  const { name, namespace } = component;
  const { secret, service, namespaces, readsLogs, readsKubelet, receivesTraces } = surroundings;
  const receives = receivesTraces ? (["otlp-grpc", "otlp-http"] as const) : [];
  const others = namespaces.filter((one) => one !== namespace);
  const rules = [
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
    ...(readsLogs ? [{ apiGroups: [""], resources: ["pods/log"], verbs: ["get"] }] : []),
  ];
  const keys = [...secretKeys.metrics, ...(readsLogs ? secretKeys.logs : [])];
  const env = [fromField("NODE_NAME", "spec.nodeName"), fromField("NODE_ADDRESS", "status.hostIP")];
  const fields = { tolerations: [{ operator: "Exists", effect: "NoSchedule" }] };
  return [
    writeServiceAccount(name, namespace),
    ...(readsKubelet
      ? writeClusterAccess(name, namespace, [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }])
      : []),
    ...namespaces.flatMap((one) => writeAccess(name, namespace, one, rules)),
    {
      ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: metadataOf(component) },
      spec: {
        selector: { matchLabels: ownLabels(name) },
        template: writePodTemplate(component, alloyPod(name, { secret, keys, receives, usesApi: true, env, fields })),
      },
    },
    writeService({ name: service, namespace }, name, [
      { name: "http", port: 80, targetPort: "http" },
      ...receives.map((port) => ({ name: port, port: ports[port], targetPort: port })),
    ]),
    allow(name, namespace, {
      ingress: [
        scrapedByAgents,
        ...(receivesTraces && others.length > 0
          ? [{ peers: podsIn(others), ports: receives.map((port) => ports[port]) }]
          : []),
      ],
      egress: [
        ...[nameResolution, https],
        // Which ports the pods expose their metrics at, only they know. No peers would mean any.
        ...(others.length > 0 ? [{ peers: podsIn(others) }] : []),
        { peers: podsOf(...variants), ports: [ports.http] },
        ...(readsKubelet ? [{ ports: [10250] }] : []),
        ...(receivesTraces ? [{ peers: podsOf("alloy-sampler"), ports: [ports["otlp-grpc"]] }] : []),
      ],
    }),
  ];
}

/** Writes the only Alloy that scrapes fixed targets. */
export function writeSingleton(
  component: PlacedComponent,
  secret: string,
  targets: readonly string[],
): readonly YamlValue[] {
  const { name, namespace } = component;
  const ofTargets = [...new Set(targets.map((target) => Number(/:(\d+)$/.exec(target)?.[1] ?? 80)))].sort();
  return [
    {
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(component) },
      spec: {
        replicas: 1,
        // Two at a time would scrape everything twice.
        strategy: { type: "Recreate" },
        selector: { matchLabels: ownLabels(name) },
        template: writePodTemplate(component, alloyPod(name, { secret, keys: secretKeys.metrics })),
      },
    },
    allow(name, namespace, {
      ingress: [scrapedByAgents],
      egress: [nameResolution, https, { ports: ofTargets }],
    }),
  ];
}

/** Writes the Alloys that decide which traces to keep, and the Service by which each of them is found. */
export function writeSamplers(
  component: PlacedComponent & { readonly options: ReplicatedComponent },
  secret: string,
): readonly YamlValue[] {
  const { name, namespace, options, environment } = component;
  const replicas = (options.replicas && resolve(options.replicas, environment)) ?? 2;
  return [
    {
      ...{ apiVersion: "apps/v1", kind: "StatefulSet", metadata: metadataOf(component) },
      spec: {
        ...{ replicas, serviceName: name, podManagementPolicy: "Parallel" },
        selector: { matchLabels: ownLabels(name) },
        template: writePodTemplate(
          component,
          alloyPod(name, { secret, keys: secretKeys.traces, receives: ["otlp-grpc"], fields: spreadOver(name) }),
        ),
      },
    },
    writeService({ name, namespace }, name, servicePorts({ "otlp-grpc": ports["otlp-grpc"] }), { clusterIP: "None" }),
    ...(replicas > 1 ? [writeDisruptionBudget(component)] : []),
    allow(name, namespace, {
      ingress: [scrapedByAgents, { peers: podsOf("alloy"), ports: [ports["otlp-grpc"]] }],
      egress: [nameResolution, https],
    }),
  ];
}

/** The Alloy of a node scrapes all Alloys on it. */
const scrapedByAgents: Connection = { peers: podsOf("alloy"), ports: [ports.http] };

function alloyPod(name: KubernetesComponentName, options: AlloyOptions): PodOptions {
  const { secret, keys, receives = [], usesApi = false, env, fields } = options;
  const mounts: readonly Mount[] = [
    { name: "config", path: "/etc/alloy", source: { configMap: { name } } },
    {
      name: "grafana-cloud",
      path: secretFolder,
      source: { secret: { secretName: secret, items: keys.map((key) => ({ key, path: key })) } },
    },
    { name: "data", path: "/var/lib/alloy/data", source: { emptyDir: { sizeLimit: "1Gi" } }, isReadOnly: false },
  ];
  return {
    args: [
      ...["run", "--disable-reporting", `--server.http.listen-addr=0.0.0.0:${ports.http}`],
      ...["--storage.path=/var/lib/alloy/data", "/etc/alloy/config.alloy"],
    ],
    ports: { http: ports.http, ...Object.fromEntries(receives.map((port) => [port, ports[port]])) },
    user: 473,
    usesApi,
    scraped: ports.http,
    probes: { ready: { path: "/-/ready", port: "http" } },
    mounts,
    ...(env && { env }),
    ...(fields && { fields }),
  };
}

function fromField(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
