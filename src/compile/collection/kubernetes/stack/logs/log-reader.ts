import { createSubject, reportError } from "../../../../scope.js";
import { writeAccess, writeServiceAccount } from "../../access.js";
import { writeLogReaderConfig } from "../../alloy/log-reader.js";
import { allow, api, https, nameResolution, podsOf } from "../../network-policies.js";
import { discoveredName, podLabelSource } from "../../pod-labels.js";
import { metadataOf, ownLabels, type PodOptions, writePodTemplate } from "../../pods.js";
import { hostOf, type WriteComponent } from "../stack.js";
import { planStreams } from "./log-streams.js";
import { lokiPort } from "./loki.js";

/** The port of Alloy's own metrics and pages. */
const port = 12345;

/** Writes Alloy on each node. It reads the logs by the API of Kubernetes, so that it is not root and mounts no files. */
export const writeLogReader: WriteComponent = (component, stack) => {
  const { name, namespace } = component;
  const { scope, collection } = stack;
  const streams = planStreams(stack, "alloy");
  if (streams === undefined) return undefined;
  if (collection.kubernetes.logs?.remove) {
    reportError(scope, "definition/exclusive-options", createSubject("collection", collection.name, collection), {
      summary: "Alloy removes no fields from lines",
      fix: "use the component fluent-bit, or leave them out in the services",
      option: ["kubernetes", "logs", "remove"],
    });
    return undefined;
  }
  const value = writeLogReaderConfig({
    namespaces: streams.namespaces,
    labels: streams.labels.map(({ label, podLabel }) => ({
      label,
      source: podLabel === label ? podLabelSource(label) : podLabelSource(discoveredName(podLabel)),
    })),
    drops: streams.drops,
    address: `http://${hostOf(stack, "loki")}:${lokiPort}/loki/api/v1/push`,
  });
  const rules = [
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  ];
  return {
    ...{ name, workload: "daemonset" },
    configMaps: [{ name, files: [{ key: "config.alloy", path: "alloy/alloy.alloy", value }] }],
    objects: [
      writeServiceAccount(name, namespace),
      ...streams.namespaces.flatMap((one) => writeAccess(name, namespace, one, rules)),
      {
        ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: metadataOf(component) },
        spec: { selector: { matchLabels: ownLabels(name) }, template: writePodTemplate(component, pod) },
      },
      allow(name, namespace, {
        ingress: [{ peers: podsOf("prometheus"), ports: [port] }],
        egress: [nameResolution, https, api, { peers: podsOf("loki"), ports: [lokiPort] }],
      }),
    ],
  };
};

const pod: PodOptions = {
  args: [
    ...["run", "--disable-reporting", `--server.http.listen-addr=0.0.0.0:${port}`],
    ...["--storage.path=/var/lib/alloy/data", "/etc/alloy/config.alloy"],
  ],
  ports: { http: port },
  // The user of its image.
  user: 473,
  usesApi: true,
  env: [{ name: "NODE_NAME", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
  probes: { ready: { path: "/-/ready", port: "http" } },
  mounts: [
    { name: "config", path: "/etc/alloy", source: { configMap: { name: "alloy" } } },
    { name: "data", path: "/var/lib/alloy/data", source: { emptyDir: { sizeLimit: "1Gi" } }, isReadOnly: false },
  ],
  fields: { tolerations: [{ operator: "Exists", effect: "NoSchedule" }] },
};
