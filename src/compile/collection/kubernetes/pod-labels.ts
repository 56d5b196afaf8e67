/** Facts about a pod, by the label that they become. Any other label is a label of the pod. */
const facts: Readonly<Record<string, string>> = {
  namespace: "__meta_kubernetes_namespace",
  pod: "__meta_kubernetes_pod_name",
  container: "__meta_kubernetes_pod_container_name",
  node: "__meta_kubernetes_pod_node_name",
};

/** Returns the label of a discovered pod that a label of its series is copied from. */
export function podLabelSource(label: string): string {
  return Object.hasOwn(facts, label) ? facts[label]! : `__meta_kubernetes_pod_label_${label}`;
}

/** Pairs labels with the labels of a discovered pod that they are copied from. */
export function withPodLabelSources(labels: Iterable<string>) {
  return Array.from(labels, (label) => ({ label, source: podLabelSource(label) }));
}

/** Returns the form in which discovery gives the name of a label: `app.kubernetes.io/name` is `app_kubernetes_io_name`. */
export function discoveredName(label: string): string {
  return label.replaceAll(/[^a-zA-Z0-9_]/g, "_");
}
