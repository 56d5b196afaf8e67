import { createSubject, type Problem, reportError } from "../../../../scope.js";
import { collectorPorts, type SpanStore, writeCollectorConfig } from "../../../traces/otel-collector-config.js";
import { otlpPorts } from "../../../traces/otlp-ports.js";
import { allow, nameResolution, podsOf } from "../../network-policies.js";
import { metadataOf, ownLabels, type PodOptions, servicePorts, writePodTemplate, writeService } from "../../pods.js";
import { replicasOf, spreadOver, writeDisruptionBudget } from "../../stateful-set.js";
import { hasComponent, hostOf, type WriteComponent } from "../stack.js";
import { spansOfServices } from "./span-connections.js";

/** Writes the OpenTelemetry collector that services send their spans to. It decides which to keep, and sends them to the stores. */
export const writeCollector: WriteComponent = (component, stack) => {
  const { name, namespace, environment } = component;
  const { collection, scope } = stack;
  const { traces } = collection.kubernetes;
  const stores = (["jaeger", "tempo"] as const).flatMap((store): readonly SpanStore[] =>
    hasComponent(stack, store) ? [{ name: store, host: hostOf(stack, store) }] : [],
  );
  const replicas = replicasOf(component, traces ? 1 : 2);
  const problem = findProblem(stores, traces ? replicas : 1);
  if (problem) {
    reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), problem);
    return undefined;
  }
  const selector = { matchLabels: ownLabels(name) };
  const value = writeCollectorConfig(stores, traces, environment);
  return {
    ...{ name, workload: "deployment" },
    configMaps: [{ name, files: [{ key: "otel-collector.yaml", path: "otel-collector/otel-collector.yaml", value }] }],
    objects: [
      {
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(component) },
        spec: {
          replicas,
          selector,
          template: writePodTemplate(component, { ...pod, ...(replicas > 1 && { fields: spreadOver(name) }) }),
        },
      },
      ...(replicas > 1 ? [writeDisruptionBudget(component)] : []),
      writeService({ name, namespace }, name, servicePorts(otlpPorts)),
      allow(name, namespace, {
        ingress: [{ peers: podsOf("prometheus"), ports: [collectorPorts.metrics] }, ...spansOfServices(stack)],
        egress: [
          nameResolution,
          { peers: podsOf(...stores.map((store) => store.name)), ports: [otlpPorts["otlp-grpc"]] },
        ],
      }),
    ],
  };
};

/** `samplers` is the number of its pods that decide which traces to keep. */
function findProblem(stores: readonly SpanStore[], samplers: number): Problem | undefined {
  if (stores.length === 0) {
    return {
      summary: "the OpenTelemetry collector has no Jaeger or Tempo to send traces to",
      fix: "add the component jaeger or tempo, or remove otel-collector",
      option: ["kubernetes", "components", "otel-collector"],
    };
  }
  if (samplers === 1) return undefined;
  return {
    summary: `the spans of a trace reach ${samplers} collectors, each of which decides for itself whether to keep its part`,
    details: "Traces would have holes.",
    fix: "set replicas: 1, or remove traces and let the services decide by their sampler",
    option: ["kubernetes", "components", "otel-collector", "replicas"],
  };
}

const pod: PodOptions = {
  args: ["--config=/etc/otel-collector/otel-collector.yaml"],
  ports: collectorPorts,
  // The user of its image.
  user: 10001,
  usesApi: false,
  probes: { ready: { path: "/", port: "health" } },
  mounts: [{ name: "config", path: "/etc/otel-collector", source: { configMap: { name: "otel-collector" } } }],
};
