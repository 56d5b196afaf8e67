import { resolve } from "../../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../../yaml/index.js";
import { rulesOf } from "../../collection-rules.js";
import { type AgentTarget, agentFlags, agentTargetOf, writePrometheusConfig } from "../../prometheus-config.js";
import type { ResolvedJob } from "../../resolve-jobs.js";
import { writeAccess, writeClusterAccess, writeServiceAccount } from "../access.js";
import type { ConfigMapFiles } from "../component-files.js";
import { allow, api, https, nameResolution, podsIn, podsOf } from "../network-policies.js";
import { type PlacedComponent, type PodOptions, servicePorts, writeService } from "../pods.js";
import { dataVolume, replicasOf, writeStatefulSet } from "../stateful-set.js";
import { alertmanagersOf } from "./alertmanager.js";
import { findPrometheusLogin } from "./prometheus-login.js";
import { writeScrapeConfigs } from "./scrape-configs.js";
import { hasComponent, type Stack, toItems, type WriteComponent } from "./stack.js";

/** The port of Prometheus. */
const port = 9090;

/** The folder of its configuration in its pods, and below it that of its rules. */
const folder = "/etc/prometheus";

/** The Secret with the password of a server of remote write, its key, and where its pods find it. */
const remoteWrite = {
  secret: "remote-write",
  key: "password",
  folder: "/run/secrets/remote-write",
} as const;

/** The external label that tells replicas apart. Alerts do not have it: they are the same. */
const replicaLabel = "replica";

/**
 * Writes Prometheus. It finds its targets by the API of Kubernetes. Two of them scrape the same; queries of one client go to
 * the same replica, because each has samples and gaps of its own.
 */
export const writePrometheus: WriteComponent = (component, stack) => {
  const { name, namespace } = component;
  const replicas = replicasOf(component, 1);
  const config = configFiles(stack, replicas);
  const login = findPrometheusLogin(stack);
  return {
    ...{ name, workload: "statefulset", configMaps: [config] },
    secrets: [
      ...(login ? [login.secret] : []),
      ...(agentOf(stack)?.user === undefined ? [] : [{ name: remoteWrite.secret, keys: [remoteWrite.key] }]),
    ],
    objects: [
      ...writePermissions(component, stack.jobs),
      ...writeStatefulSet(component, replicas, podOf(stack, config)),
      writeService({ name, namespace }, name, servicePorts({ http: port }), {
        sessionAffinity: "ClientIP",
      }),
      writePolicy(component, stack),
    ],
  };
};

/** Returns the server of a Prometheus in agent mode. */
export function agentOf({ collection, scope }: Stack): AgentTarget | undefined {
  return agentTargetOf(collection, scope.settings.environment, `${remoteWrite.folder}/${remoteWrite.key}`);
}

function configFiles(stack: Stack, replicas: number): ConfigMapFiles {
  const { scope, jobs, artifacts } = stack;
  const { settings } = scope;
  const agent = agentOf(stack);
  const rules = (agent ? [] : rulesOf(scope, artifacts)).map(({ name, artifact }) => ({
    ...{ key: name, path: `prometheus/rules/${name}`, copyOf: artifact },
  }));
  const isReplicated = replicas > 1;
  const value = writePrometheusConfig(writeScrapeConfigs(jobs, settings, findPrometheusLogin(stack)), settings, {
    ruleFiles: rules.length > 0 ? ["rules/*.yml"] : [],
    ...{ alertmanagers: alertmanagersOf(stack), agent },
    ...(isReplicated && { replica: { label: replicaLabel, value: "${POD_NAME}" } }),
  });
  return { name: "prometheus", files: [{ key: "prometheus.yml", path: "prometheus/prometheus.yml", value }, ...rules] };
}

function podOf(stack: Stack, { name, files }: ConfigMapFiles): PodOptions {
  const { scope, collection } = stack;
  const login = findPrometheusLogin(stack);
  const { retention, environment } = scope.settings;
  const { storage } = collection.prometheus ?? {};
  const agent = agentOf(stack);
  const keepsExemplars = !agent && (hasComponent(stack, "jaeger") || hasComponent(stack, "tempo"));
  return {
    args: [
      `--config.file=${folder}/prometheus.yml`,
      ...(agent ? agentFlags : ["--storage.tsdb.path=/prometheus", `--storage.tsdb.retention.time=${retention}`]),
      ...(storage === undefined ? [] : [`--storage.tsdb.retention.size=${resolve(storage, environment)}`]),
      ...(login ? [`--web.config.file=${login.webConfigFile}`] : []),
      ...(keepsExemplars ? ["--enable-feature=exemplar-storage"] : []),
    ],
    ports: { http: port },
    // The user "nobody" of its image.
    user: 65534,
    usesApi: true,
    env: [{ name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }],
    // A probe cannot read the password.
    probes: login
      ? { ready: { port: "http" } }
      : { ready: { path: "/-/ready", port: "http" }, live: { path: "/-/healthy", port: "http" } },
    mounts: [
      { name: "config", path: folder, source: { configMap: { name, items: toItems(files, "prometheus") } } },
      ...(login ? [login.mount(true)] : []),
      ...(agent?.user === undefined
        ? []
        : [{ name: "remote-write", path: remoteWrite.folder, source: { secret: { secretName: remoteWrite.secret } } }]),
      { name: dataVolume, path: "/prometheus", isReadOnly: false },
    ],
    // It writes what it has in memory to its volume before it ends.
    fields: { terminationGracePeriodSeconds: 300 },
  };
}

function writePermissions({ name, namespace }: PlacedComponent, jobs: readonly ResolvedJob[]): readonly YamlValue[] {
  const pods = [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] }];
  const nodes = [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
  ];
  return [
    writeServiceAccount(name, namespace),
    ...(jobs.some(({ from }) => from === "kubelet") ? writeClusterAccess(name, namespace, nodes) : []),
    ...namespacesOf(jobs).flatMap((one) => writeAccess(name, namespace, one, pods)),
  ];
}

function writePolicy({ name, namespace }: PlacedComponent, stack: Stack): YamlValue {
  const { jobs } = stack;
  const agent = agentOf(stack);
  const receivers = agent ? addressesIn(agent.url) : alertmanagersOf(stack);
  const addresses = [...jobs.flatMap(({ targets }) => targets), ...receivers];
  const onNodes = [
    ...(jobs.some(({ from }) => from === "kubelet") ? [10250] : []),
    ...jobs.flatMap(({ isOnEveryNode, service }) => (isOnEveryNode && service?.port ? [service.port] : [])),
  ];
  const elsewhere = new Set([...onNodes, ...addresses.map((one) => Number(/:(\d+)$/.exec(one)?.[1] ?? 80))]);
  return allow(name, namespace, {
    ingress: [{ peers: podsOf("prometheus", "grafana"), ports: [port] }],
    egress: [
      ...[nameResolution, https, api],
      // Which ports the pods expose their metrics at, only they know.
      { peers: podsIn([...new Set([namespace, ...namespacesOf(jobs)])]) },
      ...(elsewhere.size > 0 ? [{ ports: [...elsewhere].sort((one, two) => one - two) }] : []),
    ],
  });
}

/** The address in a URL, unless it is at the port of HTTPS, to which any address may be. */
function addressesIn(url: string): readonly string[] {
  const [, scheme, host] = /^(https?):\/\/([^/]+)/.exec(url) ?? [];
  return host === undefined || (scheme === "https" && !host.includes(":")) ? [] : [host];
}

/** The namespaces of the pods that it scrapes. */
function namespacesOf(jobs: readonly ResolvedJob[]): readonly string[] {
  return [...new Set(jobs.flatMap(({ namespaces }) => namespaces))].sort();
}
