import type { KubernetesComponentName } from "../../../model/collection/kubernetes-components.js";
import { type AnyMetric, seriesOf } from "../../../model/metric/any-metric.js";
import type { YamlValue } from "../../../yaml/index.js";
import { type AccessRule, writeClusterAccess, writeServiceAccount } from "./access.js";
import { allow, https, podsOf } from "./network-policies.js";
import { metadataOf, ownLabels, type PlacedComponent, servicePorts, writePodTemplate, writeService } from "./pods.js";

/** Groups of the API and their resources, by the word after `kube_` in the names of metrics. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "": {
    endpoint: "endpoints",
    limitrange: "limitranges",
    namespace: "namespaces",
    node: "nodes",
    persistentvolume: "persistentvolumes",
    persistentvolumeclaim: "persistentvolumeclaims",
    pod: "pods",
    replicationcontroller: "replicationcontrollers",
    resourcequota: "resourcequotas",
    service: "services",
  },
  apps: {
    daemonset: "daemonsets",
    deployment: "deployments",
    replicaset: "replicasets",
    statefulset: "statefulsets",
  },
  autoscaling: { horizontalpodautoscaler: "horizontalpodautoscalers" },
  batch: { cronjob: "cronjobs", job: "jobs" },
  "networking.k8s.io": { ingress: "ingresses", networkpolicy: "networkpolicies" },
  policy: { poddisruptionbudget: "poddisruptionbudgets" },
};

const ports = { metrics: 8080, telemetry: 8081 } as const;

/** Writes kube-state-metrics, which `scraper` scrapes. It may read only the kinds of objects that the metrics of the catalogue are about. */
export function writeKubeStateMetrics(
  component: PlacedComponent,
  metrics: readonly AnyMetric[],
  scraper: KubernetesComponentName,
): readonly YamlValue[] {
  const { name, namespace } = component;
  const rules = accessTo(metrics);
  const resources = rules.flatMap((rule) => rule.resources).sort();
  return [
    writeServiceAccount(name, namespace),
    ...writeClusterAccess(name, namespace, rules),
    {
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: metadataOf(component) },
      spec: {
        replicas: 1,
        // Two at a time would count every object twice.
        strategy: { type: "Recreate" },
        selector: { matchLabels: ownLabels(name) },
        template: writePodTemplate(component, {
          args: [
            `--resources=${resources.join(",")}`,
            `--port=${ports.metrics}`,
            `--telemetry-port=${ports.telemetry}`,
          ],
          ports,
          user: 65534,
          usesApi: true,
          probes: {
            ready: { path: "/readyz", port: "telemetry" },
            live: { path: "/livez", port: "metrics" },
          },
        }),
      },
    },
    writeService({ name, namespace }, name, servicePorts(ports)),
    allow(name, namespace, {
      ingress: [{ peers: podsOf(scraper), ports: [ports.metrics] }],
      egress: [https],
    }),
  ];
}

/** The access that metrics need, one rule for each group of the API. */
function accessTo(metrics: readonly AnyMetric[]): readonly AccessRule[] {
  const words = new Set(metrics.flatMap(seriesOf).flatMap(({ name }) => /^kube_([a-z]+)(?:_|$)/.exec(name)?.[1] ?? []));
  return Object.entries(groups).flatMap(([group, resources]) => {
    const used = Object.keys(resources).filter((word) => words.has(word));
    return used.length === 0
      ? []
      : [{ apiGroups: [group], resources: used.map((word) => resources[word]!), verbs: ["list", "watch"] }];
  });
}
