import { resolve } from "../../../../../model/definition/per-environment.js";
import { tempoFolder, tempoPorts, writeTempoConfig } from "../../../traces/tempo-config.js";
import { defaultTraceRetention } from "../../../traces/trace-retention.js";
import { allow, nameResolution, podsOf } from "../../network-policies.js";
import { servicePorts, writeService } from "../../pods.js";
import { dataVolume, writeStatefulSet } from "../../stateful-set.js";
import type { WriteComponent } from "../stack.js";
import { spansOfStore } from "./span-connections.js";

/** Writes Tempo in one process, which deletes what is older than its retention. */
export const writeTempo: WriteComponent = (component, stack) => {
  const { name, namespace, environment } = component;
  const { retention } = stack.collection.tempo ?? {};
  const value = writeTempoConfig((retention && resolve(retention, environment)) ?? defaultTraceRetention);
  return {
    ...{ name, workload: "statefulset" },
    configMaps: [{ name, files: [{ key: "tempo.yaml", path: "tempo/tempo.yaml", value }] }],
    objects: [
      ...writeStatefulSet(component, 1, {
        args: ["-config.file=/etc/tempo/tempo.yaml"],
        ports: tempoPorts,
        // The user of its image.
        user: 10001,
        usesApi: false,
        probes: { ready: { path: "/ready", port: "http" } },
        mounts: [
          { name: "config", path: "/etc/tempo", source: { configMap: { name } } },
          { name: dataVolume, path: tempoFolder, isReadOnly: false },
        ],
      }),
      writeService({ name, namespace }, name, servicePorts(tempoPorts)),
      allow(name, namespace, {
        ingress: [{ peers: podsOf("grafana", "prometheus"), ports: [tempoPorts.http] }, ...spansOfStore(stack)],
        egress: [nameResolution],
      }),
    ],
  };
};
