import { resolve } from "../../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../../yaml/index.js";
import { createSubject, reportError } from "../../../scope.js";
import type { ConfigMapFiles } from "../component-files.js";
import { allow, type Connection, https, nameResolution, podsOf } from "../network-policies.js";
import { type PlacedComponent, type PodOptions, servicePorts, writeService } from "../pods.js";
import { dataVolume, replicasOf, writeStatefulSet } from "../stateful-set.js";
import { hostOf, type Stack, toItems, type WriteComponent } from "./stack.js";

/** Its API, and the protocol by which replicas tell each other what they have sent. */
const ports = { http: 9093, cluster: 9094 } as const;

/** The folder of its configuration in its pods. */
const folder = "/etc/telltale";

/** The Secret with the keys of receivers. */
export const receiverSecret = "alertmanager-secrets";

/** Two of them, so that notifications are sent while one of them restarts. */
const usualReplicas = 2;

/**
 * Writes Alertmanager with the configuration of the environment. Prometheus sends each alert to all replicas; they know each
 * other by name, and send each notification once.
 */
export const writeAlertmanager: WriteComponent = (component, stack) => {
  const { scope, collection, artifacts } = stack;
  const { name, namespace } = component;
  const config = artifacts.find((one) => one.kind === "alertmanager");
  if (config === undefined) {
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
      summary: "Alertmanager has no configuration: the system has no routes",
      fix: "add routes to the system, or remove the component alertmanager",
      option: ["kubernetes", "components", name],
    });
    return undefined;
  }
  const replicas = replicasOf(component, usualReplicas);
  const templates = artifacts.filter((one) => one.kind === "notification templates");
  const files = [
    { key: "alertmanager.yml", path: "alertmanager/alertmanager.yml", copyOf: config },
    ...templates.map((copyOf) => ({ key: "telltale.tmpl", path: "alertmanager/templates/telltale.tmpl", copyOf })),
  ];
  const texts = listTexts(config.value);
  const prefix = `${scope.settings.secretsFolder}/`;
  const keys = new Set(texts.flatMap((text) => (text.startsWith(prefix) ? [text.slice(prefix.length)] : [])));
  const secrets = keys.size === 0 ? [] : [{ name: receiverSecret, keys: [...keys].sort() }];
  return {
    ...{ name, workload: "statefulset", configMaps: [{ name, files }], secrets },
    objects: [
      ...writeStatefulSet(component, replicas, podOf(stack, { name, files }, replicas, secrets.length > 0)),
      writeService(
        { name, namespace },
        name,
        servicePorts(ports),
        // Replicas look for each other before they are ready.
        { clusterIP: "None", publishNotReadyAddresses: true },
      ),
      writePolicy(component, texts),
    ],
  };
};

/** Returns the addresses to which Prometheus sends alerts: all replicas of the collection, unless it names others. */
export function alertmanagersOf(stack: Stack): readonly string[] {
  const { scope, collection } = stack;
  const { environment } = scope.settings;
  const { alertmanagers } = collection.prometheus ?? {};
  const given = alertmanagers && resolve(alertmanagers, environment);
  if (given !== undefined) return given;
  const { namespace, components } = collection.kubernetes;
  const options = components.alertmanager;
  if (options === undefined) return [];
  const replicas = replicasOf({ name: "alertmanager", namespace, environment, options }, usualReplicas);
  return Array.from({ length: replicas }, (_, index) => replicaAddress(stack, index, ports.http));
}

function replicaAddress(stack: Stack, index: number, port: number): string {
  return `alertmanager-${index}.${hostOf(stack, "alertmanager")}:${port}`;
}

function podOf(stack: Stack, { name, files }: ConfigMapFiles, replicas: number, hasSecrets: boolean): PodOptions {
  const { secretsFolder } = stack.scope.settings;
  const peers = Array.from({ length: replicas }, (_, index) => replicaAddress(stack, index, ports.cluster));
  return {
    args: [
      ...[`--config.file=${folder}/alertmanager.yml`, "--storage.path=/alertmanager"],
      ...(replicas > 1 ? peers.map((peer) => `--cluster.peer=${peer}`) : ["--cluster.listen-address="]),
    ],
    ports,
    // The user "nobody" of its image.
    user: 65534,
    usesApi: false,
    probes: { ready: { path: "/-/ready", port: "http" }, live: { path: "/-/healthy", port: "http" } },
    mounts: [
      { name: "config", path: folder, source: { configMap: { name, items: toItems(files, "alertmanager") } } },
      ...(hasSecrets
        ? [{ name: "secrets", path: secretsFolder, source: { secret: { secretName: receiverSecret } } }]
        : []),
      { name: dataVolume, path: "/alertmanager", isReadOnly: false },
    ],
  };
}

function writePolicy({ name, namespace }: PlacedComponent, texts: readonly string[]): YamlValue {
  const cluster: Connection = {
    peers: podsOf("alertmanager"),
    ports: [
      { port: ports.cluster, protocol: "TCP" },
      { port: ports.cluster, protocol: "UDP" },
    ],
  };
  const receivers = [...new Set(texts.flatMap(portsIn))].filter((port) => port !== 443).sort((one, two) => one - two);
  return allow(name, namespace, {
    ingress: [{ peers: podsOf("prometheus", "grafana"), ports: [ports.http] }, cluster],
    egress: [nameResolution, https, cluster, ...(receivers.length > 0 ? [{ ports: receivers }] : [])],
  });
}

/** The port of an address of a receiver: of a mail server, or of a webhook inside. */
function portsIn(text: string): readonly number[] {
  const match = /^(?:https?:\/\/)?[a-z0-9][a-z0-9.-]*:(\d{2,5})(?:\/\S*)?$/i.exec(text);
  if (match) return [Number(match[1])];
  return /^http:\/\/[^\s:]+$/.test(text) ? [80] : [];
}

/** All texts in a configuration. */
function listTexts(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
