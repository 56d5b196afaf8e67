import { imageOf } from "../../../../../model/collection/components.js";
import { allow, podsOf } from "../../network-policies.js";
import { containerSecurity, type Mount, type PlacedComponent, servicePorts, writeService } from "../../pods.js";
import { dataVolume, writeStatefulSet } from "../../stateful-set.js";
import type { WriteComponent } from "../stack.js";
import { elasticsearchPort, elasticsearchSecret, indexCleaner, passwordVariable } from "./elasticsearch-access.js";

const folder = "/usr/share/elasticsearch";

/**
 * Writes one node of Elasticsearch, with a password. Only Jaeger reaches it, so that it needs no certificate. It maps no files
 * into memory: `vm.max_map_count` of the node may be as it is.
 */
export const writeElasticsearch: WriteComponent = (component) => {
  const { name, namespace } = component;
  const settings = {
    "cluster.name": "traces",
    "discovery.type": "single-node",
    "node.store.allow_mmap": "false",
    "transport.host": "127.0.0.1",
    "http.host": "0.0.0.0",
    "xpack.security.enabled": "true",
    "xpack.security.http.ssl.enabled": "false",
    "xpack.security.transport.ssl.enabled": "false",
  };
  const env = Object.entries(settings).map(([variable, value]) => ({ name: variable, value }));
  return {
    ...{ name, workload: "statefulset" },
    secrets: [{ name: elasticsearchSecret.name, keys: [elasticsearchSecret.key] }],
    objects: [
      ...writeStatefulSet(component, 1, {
        ports: { http: elasticsearchPort },
        // The user of its image.
        user: 1000,
        usesApi: false,
        env: [...env, passwordVariable("ELASTIC_PASSWORD")],
        // Without the password, requests are refused.
        probes: { ready: { port: "http" } },
        mounts: [
          { name: dataVolume, path: `${folder}/data`, isReadOnly: false },
          ...["config", "logs"].map((one) => writable(one, `${folder}/${one}`)),
          writable("temporary", "/tmp"),
        ],
        fields: { initContainers: [copyOfConfig(component)], terminationGracePeriodSeconds: 120 },
      }),
      writeService({ name, namespace }, name, servicePorts({ http: elasticsearchPort })),
      allow(name, namespace, {
        ingress: [{ peers: podsOf("jaeger", indexCleaner), ports: [elasticsearchPort] }],
        egress: [],
      }),
    ],
  };
};

function writable(name: string, path: string): Mount {
  return { name, path, source: { emptyDir: {} }, isReadOnly: false };
}

/** It writes its password to the folder of its configuration, which is a copy of that in the image. */
function copyOfConfig({ options }: PlacedComponent) {
  return {
    name: "config",
    image: options.image ?? imageOf("elasticsearch"),
    command: ["cp", "-r", `${folder}/config/.`, "/config"],
    securityContext: containerSecurity,
    volumeMounts: [{ name: "config", mountPath: "/config" }],
  };
}
