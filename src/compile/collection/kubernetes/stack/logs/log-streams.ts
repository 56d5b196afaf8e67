import { resolve } from "../../../../../model/definition/per-environment.js";
import { closedValues } from "../../../../../model/metric/label.js";
import { createSubject, reportError } from "../../../../scope.js";
import { type DroppedLines, planLogs } from "../../logs.js";
import { hasComponent, type Stack } from "../stack.js";

/** The streams that a collector of logs makes of the lines of pods. */
export interface StreamPlan {
  /** The namespaces of the pods. */
  readonly namespaces: readonly string[];
  readonly labels: readonly StreamLabel[];
  /** The lines that Alloy does not send. */
  readonly drops: readonly DroppedLines[];
}

/** A label of streams, and the label of pods that it is copied from, unless it is a fact such as `pod`. */
export interface StreamLabel {
  readonly label: string;
  readonly podLabel: string;
}

/** Plans the streams of the logs that the catalogue describes; undefined if a problem was reported. */
export function planStreams(stack: Stack, collector: "alloy" | "fluent-bit"): StreamPlan | undefined {
  const { scope, collection } = stack;
  const streams = scope.catalogue.services.flatMap(({ logs }) => logs);
  const logs = planLogs(streams, collection.kubernetes.logs ?? {}, scope.settings.environment);
  const namespaces = namespacesOf(stack, logs?.namespaces ?? []);
  const isPlanned = streams.length > 0 && namespaces.length > 0;
  if (isPlanned && hasComponent(stack, "loki")) {
    const names = [...new Set(streams.flatMap((stream) => Object.keys(stream.labels)))];
    const labels = names.map((label) => ({ label, podLabel: podLabelOf(label, stack) }));
    return { namespaces, labels, drops: logs?.drops ?? [] };
  }
  reportError(scope, "definition/missing-value", createSubject("collection", collection.name, collection), {
    summary: isPlanned
      ? `${collector} has no Loki to send logs to`
      : `${collector} has no logs to collect: no service with pods describes its logs`,
    fix: isPlanned
      ? `add the component loki, or remove ${collector}`
      : `add logs: logStream({ selector: { namespace: "…" }, … }) to a service, or remove ${collector}`,
    option: ["kubernetes", "components", collector],
  });
  return undefined;
}

/** The namespaces in the selectors of streams, in their labels, and those of the pods of services with logs. */
function namespacesOf({ scope, jobs }: Stack, given: readonly string[]): readonly string[] {
  const ofLabels = scope.catalogue.services.flatMap(({ logs }) =>
    logs.flatMap(({ labels: { namespace } }) => (namespace === undefined ? [] : (closedValues(namespace) ?? []))),
  );
  const ofJobs = jobs.flatMap(({ service, namespaces }) => (service?.logs.length ? namespaces : []));
  return [...new Set([...given, ...ofLabels, ...ofJobs])].sort();
}

/**
 * The label of pods with the value that the label of streams has. A job says by which labels the pods of a service are found:
 * `pods: { labels: { app: "cart" } }` and `logStream({ selector: { service: "cart" } })` make `service` a copy of `app`.
 */
function podLabelOf(label: string, { scope, jobs }: Stack): string {
  const { environment } = scope.settings;
  for (const { service, definition } of jobs) {
    const podLabels = Object.entries(definition.options.pods?.labels ?? {});
    for (const { selector } of service?.logs ?? []) {
      const match = selector[label];
      const value = match === undefined ? undefined : resolve(match, environment);
      const found = podLabels.find(([, one]) => one === value);
      if (found) return found[0];
    }
  }
  // Relabelling cannot tell a dot from an underscore; these labels are those that Kubernetes recommends.
  return label.replace(/^app_kubernetes_io_/, "app.kubernetes.io/");
}
