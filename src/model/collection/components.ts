/** A program that collects, stores or shows telemetry, in the release that artifacts run. */
export interface Component {
  /** The image without its tag. */
  readonly image: string;
  /** The tag of the release. */
  readonly tag: string;
  /** The day on which support of the release ends, where its makers name one: `2027-07-31`. */
  readonly supportedUntil?: string;
}

/** The release of each component. Updating one is a change of its line. */
export const components = {
  alertmanager: { image: "quay.io/prometheus/alertmanager", tag: "v0.35.1" },
  alloy: { image: "docker.io/grafana/alloy", tag: "v1.18.1" },
  cadvisor: { image: "ghcr.io/google/cadvisor", tag: "0.60.5" },
  elasticsearch: { image: "docker.elastic.co/elasticsearch/elasticsearch", tag: "9.5.1" },
  "fluent-bit": { image: "docker.io/fluent/fluent-bit", tag: "5.1.1" },
  grafana: { image: "docker.io/grafana/grafana", tag: "13.2.2", supportedUntil: "2027-05-18" },
  jaeger: { image: "docker.io/jaegertracing/jaeger", tag: "2.20.0" },
  "jaeger-es-index-cleaner": { image: "docker.io/jaegertracing/jaeger-es-index-cleaner", tag: "2.20.0" },
  // A chart of Helm, which has releases of its own of what it deploys.
  "k8s-monitoring": { image: "ghcr.io/grafana/helm-charts/k8s-monitoring", tag: "4.4.0" },
  "kafka-exporter": { image: "docker.io/danielqsj/kafka-exporter", tag: "v1.9.0" },
  "kube-state-metrics": { image: "registry.k8s.io/kube-state-metrics/kube-state-metrics", tag: "v2.20.0" },
  loki: { image: "docker.io/grafana/loki", tag: "3.8.0" },
  "node-exporter": { image: "quay.io/prometheus/node-exporter", tag: "v1.12.1" },
  "otel-collector": { image: "docker.io/otel/opentelemetry-collector-contrib", tag: "0.159.0" },
  "postgres-exporter": { image: "quay.io/prometheuscommunity/postgres-exporter", tag: "v0.20.1" },
  // The release with long-term support.
  prometheus: { image: "quay.io/prometheus/prometheus", tag: "v3.13.2", supportedUntil: "2027-07-31" },
  "redis-exporter": { image: "docker.io/oliver006/redis_exporter", tag: "v1.90.0" },
  tempo: { image: "docker.io/grafana/tempo", tag: "3.0.3" },
} as const satisfies Readonly<Record<string, Component>>;

export type ComponentName = keyof typeof components;

/** The table without its exact texts. */
const table: Readonly<Record<ComponentName, Component>> = components;

/** Returns the pinned image of a component: `quay.io/prometheus/prometheus:v3.13.2`. */
export function imageOf(name: ComponentName): string {
  const { image, tag } = table[name];
  return `${image}:${tag}`;
}

/** Returns the line of the table for a component; undefined for an unknown one. Alloy runs in several roles. */
export function releaseOf(component: string): ComponentName | undefined {
  const name = component.startsWith("alloy-") ? "alloy" : component;
  return Object.hasOwn(components, name) ? (name as ComponentName) : undefined;
}

/** A component that its makers support no longer, whatever its release. */
export interface EndedComponent {
  /** The end of the name of its image. */
  readonly image: string;
  readonly name: string;
  readonly ended: string;
  readonly instead: string;
}

export const endedComponents: readonly EndedComponent[] = [
  { image: "grafana/agent", name: "Grafana Agent", ended: "2025-11-01", instead: "Grafana Alloy" },
  { image: "grafana/promtail", name: "Promtail", ended: "2026-03-02", instead: "Grafana Alloy" },
  ...["all-in-one", "jaeger-agent", "jaeger-collector", "jaeger-ingester", "jaeger-query"].map((name) => ({
    ...{ image: `jaegertracing/${name}`, name: "Jaeger 1", ended: "2025-12-31" },
    instead: "jaegertracing/jaeger, one image for all roles of Jaeger 2",
  })),
  { image: "grafana/oncall", name: "Grafana OnCall", ended: "2026-06-05", instead: "another pager" },
];

/** Returns the day on which support of an image ends; undefined if it is not known. */
export function supportOf(image: string): { readonly until: string; readonly instead: string } | undefined {
  const [path, tag] = splitImage(image);
  const ended = endedComponents.find((one) => path === one.image || path.endsWith(`/${one.image}`));
  if (ended) return { until: ended.ended, instead: `${ended.name} has no later release: use ${ended.instead}` };
  const known = Object.values(table).find((one) => one.image === path && one.tag === tag);
  return known?.supportedUntil === undefined
    ? undefined
    : { until: known.supportedUntil, instead: "take a later release" };
}

/** Splits an image into its path and its tag; a registry may have a port. */
export function splitImage(image: string): readonly [path: string, tag: string | undefined] {
  const [withTag] = image.split("@") as [string];
  const colon = withTag.lastIndexOf(":");
  return colon > withTag.lastIndexOf("/") ? [withTag.slice(0, colon), withTag.slice(colon + 1)] : [withTag, undefined];
}
