import { resolve } from "../../../../../model/definition/per-environment.js";
import type { YamlValue } from "../../../../../yaml/index.js";
import { createSubject, type Problem, reportError } from "../../../../scope.js";
import { jaegerPorts, writeJaegerConfig } from "../../../traces/jaeger-config.js";
import { defaultTraceRetention } from "../../../traces/trace-retention.js";
import { allow, type Connection, nameResolution, podsOf } from "../../network-policies.js";
import {
  type Mount,
  metadataOf,
  ownLabels,
  type PlacedComponent,
  type PodOptions,
  writePodTemplate,
  writeService,
} from "../../pods.js";
import { dataVolume, replicasOf, writeStatefulSet } from "../../stateful-set.js";
import { hasComponent, hostOf, type Stack, type WriteComponent } from "../stack.js";
import { elasticsearchPort, elasticsearchSecret } from "./elasticsearch-access.js";
import { writeIndexCleaner } from "./index-cleaner.js";
import { spansOfStore } from "./span-connections.js";

const receives = ["otlp-grpc", "otlp-http"] as const;

/** The folder of Badger's database. */
const folder = "/badger";

/** The folder of the password of Elasticsearch. */
const secretFolder = "/etc/jaeger-secrets";

/**
 * Writes Jaeger 2: one program receives spans by OTLP, stores them, and shows the traces. With Elasticsearch, several share
 * the store; otherwise there is one.
 */
export const writeJaeger: WriteComponent = (component, stack) => {
  const { name, namespace, environment } = component;
  const { storage = "badger", retention } = stack.collection.jaeger ?? {};
  const usesElasticsearch = storage === "elasticsearch";
  const replicas = replicasOf(component, usesElasticsearch ? 2 : 1);
  const problem = findProblem(stack, replicas, usesElasticsearch);
  if (problem) {
    const { scope, collection } = stack;
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), problem);
    return undefined;
  }
  const value = configOf(stack, usesElasticsearch);
  const pod = podOf(component, storage);
  const days = (retention && resolve(retention, environment)) ?? defaultTraceRetention;
  return {
    ...{ name, workload: storage === "badger" ? "statefulset" : "deployment" },
    configMaps: [{ name, files: [{ key: "jaeger.yaml", path: "jaeger/jaeger.yaml", value }] }],
    objects: [
      ...(storage === "badger" ? writeStatefulSet(component, 1, pod) : [writeDeployment(component, replicas, pod)]),
      writeService(
        { name, namespace },
        name,
        (["http", ...receives] as const).map((port) => ({ name: port, port: jaegerPorts[port], targetPort: port })),
      ),
      writePolicy(component, stack, usesElasticsearch),
      ...(usesElasticsearch ? writeIndexCleaner(namespace, days) : []),
    ],
  };
};

function findProblem(stack: Stack, replicas: number, usesElasticsearch: boolean): Problem | undefined {
  if (usesElasticsearch && !hasComponent(stack, "elasticsearch")) {
    return {
      summary: "Jaeger has no Elasticsearch to store traces in",
      fix: 'add the component elasticsearch, or use storage: "badger"',
      option: ["jaeger", "storage"],
    };
  }
  if (replicas === 1) return undefined;
  if (!usesElasticsearch) {
    return {
      summary: `there are ${replicas} Jaegers, each with traces of its own`,
      details: "A query reaches only one of them, and each has a part of the spans.",
      fix: 'remove replicas, or use storage: "elasticsearch"',
      option: ["kubernetes", "components", "jaeger", "replicas"],
    };
  }
  if (!samplesItself(stack)) return undefined;
  return {
    summary: `the spans of a trace reach ${replicas} Jaegers, each of which decides for itself whether to keep its part`,
    details: "Traces would have holes.",
    fix: "set replicas: 1, or remove traces and let the services decide by their sampler",
    option: ["kubernetes", "traces"],
  };
}

/** True if Jaeger decides which traces to keep: an OpenTelemetry collector would do so before it. */
function samplesItself(stack: Stack): boolean {
  return stack.collection.kubernetes.traces !== undefined && !hasComponent(stack, "otel-collector");
}

function configOf(stack: Stack, usesElasticsearch: boolean): YamlValue {
  const { collection, scope } = stack;
  return writeJaegerConfig({
    options: collection.jaeger ?? {},
    traces: samplesItself(stack) ? collection.kubernetes.traces : undefined,
    environment: scope.settings.environment,
    folder,
    elasticsearch: usesElasticsearch
      ? {
          url: `http://${hostOf(stack, "elasticsearch")}:${elasticsearchPort}`,
          passwordFile: `${secretFolder}/${elasticsearchSecret.key}`,
        }
      : undefined,
  });
}

function podOf({ name }: PlacedComponent, storage: "memory" | "badger" | "elasticsearch"): PodOptions {
  const { http, metrics, health } = jaegerPorts;
  const mounts: readonly Mount[] = [
    { name: "config", path: "/etc/jaeger", source: { configMap: { name } } },
    ...(storage === "badger" ? [{ name: dataVolume, path: folder, isReadOnly: false }] : []),
    ...(storage === "elasticsearch"
      ? [{ name: "secrets", path: secretFolder, source: { secret: { secretName: elasticsearchSecret.name } } }]
      : []),
  ];
  return {
    args: ["--config=/etc/jaeger/jaeger.yaml"],
    ports: { http, ...Object.fromEntries(receives.map((port) => [port, jaegerPorts[port]])), metrics, health },
    // The user of its image.
    user: 10001,
    usesApi: false,
    probes: { ready: { path: "/status", port: "health" } },
    mounts,
  };
}

function writeDeployment(component: PlacedComponent, replicas: number, pod: PodOptions): YamlValue {
  const selector = { matchLabels: ownLabels(component.name) };
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(component) },
    spec: { replicas, selector, template: writePodTemplate(component, pod) },
  };
}

function writePolicy({ name, namespace }: PlacedComponent, stack: Stack, usesElasticsearch: boolean): YamlValue {
  const ingress: readonly Connection[] = [
    { peers: podsOf("grafana"), ports: [jaegerPorts.http] },
    { peers: podsOf("prometheus"), ports: [jaegerPorts.metrics] },
    ...spansOfStore(stack),
  ];
  return allow(name, namespace, {
    ingress,
    egress: usesElasticsearch ? [nameResolution, { peers: podsOf("elasticsearch"), ports: [elasticsearchPort] }] : [],
  });
}
