import type { ExporterComponent } from "../../../../model/collection/kubernetes-components.js";
import { resolveRecord } from "../../../../model/definition/per-environment.js";
import { allow, nameResolution, podsOf } from "../network-policies.js";
import { metadataOf, ownLabels, type PlacedComponent, servicePorts, writePodTemplate, writeService } from "../pods.js";
import type { WriteComponent } from "./stack.js";

/** The folder of the secrets of an exporter in its pod. */
const folder = "/run/secrets/exporter";

/** Returns the writer of an exporter that connects to a server, and exposes what it learns there. */
export function exporter(port: number): WriteComponent {
  return (component) => {
    const { name, namespace, environment } = component;
    const options = component.options as ExporterComponent;
    const variables = resolveRecord(options.environment, environment);
    const secrets = options.secrets ?? {};
    const secretName = `${name}-secrets`;
    const keys = [...new Set(Object.values(secrets))].sort();
    const servers = [...new Set(Object.values(variables).flatMap(portsIn))].sort();
    const template = writePodTemplate(component, {
      ports: { http: port },
      user: 65534,
      usesApi: false,
      env: [
        ...Object.entries(variables).map(([variable, value]) => ({ name: variable, value })),
        ...Object.entries(secrets).map(([variable, key]) => ({ name: variable, value: `${folder}/${key}` })),
      ],
      probes: { ready: { path: "/", port: "http" } },
      mounts: keys.length > 0 ? [{ name: "secrets", path: folder, source: { secret: { secretName } } }] : [],
    });
    return {
      ...{ name, workload: "deployment", secrets: keys.length > 0 ? [{ name: secretName, keys }] : [] },
      objects: [
        writeDeployment(component, template),
        writeService({ name, namespace }, name, servicePorts({ http: port })),
        allow(name, namespace, {
          ingress: [{ peers: podsOf("prometheus"), ports: [port] }],
          // The server may be anywhere.
          egress: [nameResolution, ...(servers.length > 0 ? [{ ports: servers }] : [])],
        }),
      ],
    };
  };
}

function writeDeployment(component: PlacedComponent, template: ReturnType<typeof writePodTemplate>) {
  return {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(component) },
    spec: {
      replicas: 1,
      // Two at a time would be two targets with the same series.
      strategy: { type: "Recreate" },
      selector: { matchLabels: ownLabels(component.name) },
      template,
    },
  };
}

/** The port of the server in an address: `postgres:5432/shop`, `redis://redis:6379`. */
function portsIn(text: string): readonly number[] {
  return [...text.matchAll(/[a-z0-9.\]-]:(\d{2,5})(?=[/?,\s]|$)/gi)].map(([, port]) => Number(port));
}
