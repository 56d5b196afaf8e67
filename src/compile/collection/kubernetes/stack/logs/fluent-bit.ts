import { fluentBitFolder, fluentBitPort, writeFluentBitConfig } from "../../../fluent-bit/config.js";
import { leavesOut, writeLinesScript } from "../../../fluent-bit/lines-script.js";
import { writeAccess, writeServiceAccount } from "../../access.js";
import type { ConfigMapFile } from "../../component-files.js";
import { allow, api, https, nameResolution, podsOf } from "../../network-policies.js";
import { metadataOf, ownLabels, type PodOptions, writePodTemplate } from "../../pods.js";
import { hostOf, type WriteComponent } from "../stack.js";
import { planStreams } from "./log-streams.js";
import { lokiPort } from "./loki.js";

/** Facts that the filter for Kubernetes adds to a record, by the label that they become. */
const facts: Readonly<Record<string, string>> = {
  namespace: "$kubernetes['namespace_name']",
  pod: "$kubernetes['pod_name']",
  container: "$kubernetes['container_name']",
  node: "$kubernetes['host']",
};

/**
 * Writes Fluent Bit on each node. The files with the logs of pods are root's, so that it is root, too, but without
 * capabilities.
 */
export const writeFluentBit: WriteComponent = (component, stack) => {
  const { name, namespace } = component;
  const streams = planStreams(stack, "fluent-bit");
  if (streams === undefined) return undefined;
  const filter = stack.collection.kubernetes.logs ?? {};
  const hasScript = leavesOut(filter);
  const value = writeFluentBitConfig({
    paths: streams.namespaces.map((one) => `/var/log/containers/*_${one}_*.log`),
    tag: "kube.*",
    parse: [
      {
        ...{ name: "kubernetes", match: "kube.*", merge_log: true, keep_log: false },
        // A description of a pod that is longer than the buffer would be passed over, and its labels with it.
        ...{ labels: true, annotations: false, buffer_size: 0 },
      },
    ],
    labels: Object.fromEntries(
      streams.labels.map(({ label, podLabel }) => [label, facts[label] ?? `$kubernetes['labels']['${podLabel}']`]),
    ),
    notInLine: ["kubernetes"],
    ...{ hasScript, loki: hostOf(stack, "loki") },
  });
  const files: readonly ConfigMapFile[] = [
    { key: "fluent-bit.yaml", path: "fluent-bit/fluent-bit.yaml", value },
    ...(hasScript ? [{ key: "lines.lua", path: "fluent-bit/lines.lua", value: writeLinesScript(filter) }] : []),
  ];
  return {
    ...{ name, workload: "daemonset", configMaps: [{ name, files }], usesHost: true },
    objects: [
      writeServiceAccount(name, namespace),
      ...streams.namespaces.flatMap((one) =>
        writeAccess(name, namespace, one, [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }]),
      ),
      {
        ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: metadataOf(component) },
        spec: { selector: { matchLabels: ownLabels(name) }, template: writePodTemplate(component, pod) },
      },
      allow(name, namespace, {
        ingress: [{ peers: podsOf("prometheus"), ports: [fluentBitPort] }],
        egress: [nameResolution, https, api, { peers: podsOf("loki"), ports: [lokiPort] }],
      }),
    ],
  };
};

const pod: PodOptions = {
  args: ["--config=/etc/fluent-bit/fluent-bit.yaml"],
  ports: { http: fluentBitPort },
  user: 0,
  usesApi: true,
  probes: { ready: { path: "/", port: "http" } },
  mounts: [
    { name: "config", path: "/etc/fluent-bit", source: { configMap: { name: "fluent-bit" } } },
    { name: "logs", path: "/var/log", source: { hostPath: { path: "/var/log" } } },
    {
      ...{ name: "state", path: fluentBitFolder, isReadOnly: false },
      source: { hostPath: { path: fluentBitFolder, type: "DirectoryOrCreate" } },
    },
  ],
  fields: { tolerations: [{ operator: "Exists", effect: "NoSchedule" }] },
};
