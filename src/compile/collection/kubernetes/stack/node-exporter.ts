import { allow, podsOf } from "../network-policies.js";
import { metadataOf, ownLabels, writePodTemplate } from "../pods.js";
import type { WriteComponent } from "./stack.js";

const port = 9100;

/**
 * Writes node_exporter on each node. It needs the processes, the network and the file systems of the node: its namespace
 * cannot enforce the standard "restricted".
 */
export const writeNodeExporter: WriteComponent = (component) => {
  const { name, namespace } = component;
  const template = writePodTemplate(component, {
    args: ["--path.rootfs=/host"],
    ports: { http: port },
    // The user "nobody" of its image.
    user: 65534,
    usesApi: false,
    probes: { ready: { path: "/", port: "http" } },
    mounts: [{ name: "root", path: "/host", source: { hostPath: { path: "/" } }, followsHost: true }],
    fields: {
      ...{ hostNetwork: true, hostPID: true },
      tolerations: [{ operator: "Exists", effect: "NoSchedule" }],
    },
  });
  return {
    ...{ name, workload: "daemonset", usesHost: true },
    objects: [
      {
        ...{ apiVersion: "apps/v1", kind: "DaemonSet", metadata: metadataOf(component) },
        spec: { selector: { matchLabels: ownLabels(name) }, template },
      },
      // In the network of the node, where most clusters do not enforce it.
      allow(name, namespace, { ingress: [{ peers: podsOf("prometheus"), ports: [port] }], egress: [] }),
    ],
  };
};
