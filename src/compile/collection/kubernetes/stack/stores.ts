import type { KubernetesComponentName } from "../../../../model/collection/kubernetes-components.js";
import type { Stores } from "../../grafana-provisioning.js";
import { jaegerPorts } from "../../traces/jaeger-config.js";
import { tempoPorts } from "../../traces/tempo-config.js";
import { lokiPort } from "./logs/loki.js";
import { agentOf } from "./prometheus.js";
import { findPrometheusLogin } from "./prometheus-login.js";
import { hasComponent, hostOf, type Stack } from "./stack.js";

/** The component and the port that answer the queries of each type of data source. */
const components: Readonly<Record<string, { readonly name: KubernetesComponentName; readonly port: number }>> = {
  prometheus: { name: "prometheus", port: 9090 },
  loki: { name: "loki", port: lokiPort },
  jaeger: { name: "jaeger", port: jaegerPorts.http },
  tempo: { name: "tempo", port: tempoPorts.http },
};

/** Returns the stores of a collection that Grafana reads. */
export function storesOf(stack: Stack): Stores {
  const present = Object.entries(components).filter(
    ([, { name }]) => hasComponent(stack, name) && !(name === "prometheus" && agentOf(stack)),
  );
  const login = findPrometheusLogin(stack);
  return Object.fromEntries(
    present.map(([type, { name, port }]) => [
      type,
      { url: `http://${hostOf(stack, name)}:${port}`, ...(type === "prometheus" && { login }) },
    ]),
  );
}
