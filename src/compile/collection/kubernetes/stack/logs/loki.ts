import { logRetentionOf, writeLokiConfig } from "../../../loki-config.js";
import { allow, podsOf } from "../../network-policies.js";
import { servicePorts, writeService } from "../../pods.js";
import { dataVolume, writeStatefulSet } from "../../stateful-set.js";
import type { WriteComponent } from "../stack.js";

/** The port of Loki. */
export const lokiPort = 3100;

/** Writes Loki in one process, whose compactor deletes what is older than its retention. */
export const writeLoki: WriteComponent = (component, { scope, collection }) => {
  const { name, namespace } = component;
  const value = writeLokiConfig(logRetentionOf(collection, scope.settings.environment));
  return {
    ...{ name, workload: "statefulset" },
    configMaps: [{ name, files: [{ key: "loki.yml", path: "loki/loki.yml", value }] }],
    objects: [
      ...writeStatefulSet(component, 1, {
        args: ["-config.file=/etc/loki/loki.yml"],
        ports: { http: lokiPort },
        // The user of its image.
        user: 10001,
        usesApi: false,
        probes: { ready: { path: "/ready", port: "http" } },
        mounts: [
          { name: "config", path: "/etc/loki", source: { configMap: { name } } },
          { name: dataVolume, path: "/loki", isReadOnly: false },
        ],
      }),
      writeService({ name, namespace }, name, servicePorts({ http: lokiPort })),
      allow(name, namespace, {
        ingress: [{ peers: podsOf("alloy", "fluent-bit", "grafana", "prometheus"), ports: [lokiPort] }],
        egress: [],
      }),
    ],
  };
};
