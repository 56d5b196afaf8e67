import type { KubernetesComponentName } from "../../../../model/collection/kubernetes-components.js";
import { createSubject, reportError } from "../../../scope.js";
import type { Cluster } from "../cluster.js";
import type { SecretKeys } from "../component-files.js";
import { stackComponents } from "./components.js";
import { hasComponent, type Stack } from "./stack.js";

/** Compiles a collection that keeps everything in the cluster. */
export function compileStack(stack: Stack): Cluster {
  const { scope, collection } = stack;
  const { components: given, namespace } = collection.kubernetes;
  reportMissingPrometheus(stack);
  reportTraceFilter(stack);
  const components = Object.keys(stackComponents).flatMap((key) => {
    const name = key as KubernetesComponentName;
    const options = given[name];
    if (options === undefined) return [];
    return stackComponents[name]!({ name, namespace, environment: scope.settings.environment, options }, stack) ?? [];
  });
  for (const name of Object.keys(given)) reportCloudComponent(stack, name);
  return { components, secrets: joinSecrets(components.flatMap(({ secrets = [] }) => secrets)), annotated: [] };
}

function reportMissingPrometheus(stack: Stack): void {
  const { scope, collection, jobs } = stack;
  if (hasComponent(stack, "prometheus") || jobs.length === 0) return;
  reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
    summary: `nothing scrapes the job "${jobs[0]!.name}": the collection has no component prometheus`,
    fix: "add prometheus: {} to its components, or the secret of Grafana Cloud",
    option: ["kubernetes", "components"],
  });
}

function reportTraceFilter(stack: Stack): void {
  const { scope, collection } = stack;
  const isApplied = hasComponent(stack, "jaeger") || hasComponent(stack, "otel-collector");
  if (!collection.kubernetes.traces || isApplied) return;
  reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
    summary: "nothing filters the traces: the collection has no component otel-collector",
    fix: "add otel-collector: {} to its components, or remove traces",
    option: ["kubernetes", "traces"],
  });
}

function reportCloudComponent({ scope, collection }: Stack, name: string): void {
  if (Object.hasOwn(stackComponents, name)) return;
  reportError(scope, "definition/exclusive-options", createSubject("collection", collection.name, collection), {
    summary: `the component ${name} sends to Grafana Cloud, and the collection has no secret for it`,
    fix: `remove ${name}, or add secret: "…" with the name of the Secret of Grafana Cloud`,
    option: ["kubernetes", "components", name],
  });
}

/** Several components may need keys of the same Secret. */
function joinSecrets(secrets: readonly SecretKeys[]): readonly SecretKeys[] {
  const joined = new Map<string, Set<string>>();
  for (const { name, keys } of secrets) joined.set(name, new Set([...(joined.get(name) ?? []), ...keys]));
  return Array.from(joined, ([name, keys]) => ({ name, keys: [...keys] }));
}
