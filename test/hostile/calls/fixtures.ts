import {
  alertmanagerMetrics,
  alloyMetrics,
  cache,
  cadvisor,
  collectorMetrics,
  counter,
  database,
  eventRatio,
  gauge,
  histogram,
  http,
  jvmMetrics,
  kafkaExporter,
  kafkaMetrics,
  kubelet,
  kubeStateMetrics,
  lokiMetrics,
  nodeExporter,
  postgresExporter,
  prometheusMetrics,
  promql,
  redisExporter,
  secret,
  signal,
  system,
  tempoMetrics,
  variable,
  worker,
} from "telltale";

/** A call of an exported function, with arguments that are valid. */
export interface Call {
  readonly name: string;
  readonly run: (...parameters: never[]) => unknown;
  readonly parameters: readonly unknown[];
}

export const shop = system("fixture", { labels: { app: 3, namespace: ["shop"], pod: 20 }, serviceLabel: "app" });
export const requests = counter("requests_total", { help: "Requests", labels: { endpoint: 2, status: 8 } });
export const duration = histogram("seconds", { help: "Time", buckets: [0.1, 1], labels: { endpoint: 2 } });
export const hits = counter("hits_total", { help: "Hits" });
export const misses = counter("misses_total", { help: "Misses" });
export const size = gauge("entries", { help: "Entries" });
export const cart = shop.service("cart", {
  http: http({ requests, failed: { status: /5../ }, duration }),
  cache: cache({ hits, misses, size }),
  db: database({ operations: counter("operations_total", { help: "Operations" }), duration }),
  open: gauge("open", { help: "Open" }),
});
export const kubernetes = shop.service("kube-state-metrics", kubeStateMetrics());
export const containers = shop.service("cadvisor", cadvisor());
export const volumes = shop.service("kubelet", kubelet());
export const hosts = shop.service("node-exporter", nodeExporter());
export const postgres = shop.service("postgres-exporter", postgresExporter());
export const redis = shop.service("redis-exporter", redisExporter());
export const kafka = shop.service("kafka", kafkaMetrics());
export const consumers = shop.service("kafka-exporter", kafkaExporter());
export const checkout = shop.service("checkout", { runtime: jvmMetrics() });
export const prometheus = shop.service("prometheus", prometheusMetrics());
export const alertmanager = shop.service("alertmanager", alertmanagerMetrics());
export const loki = shop.service("loki", lokiMetrics());
export const tempo = shop.service("tempo", tempoMetrics());
export const alloy = shop.service("alloy", alloyMetrics());
export const collector = shop.service("otel-collector", collectorMetrics());
export const videos = shop.service("videos", {
  work: worker({
    processed: counter("videos_total", { help: "Videos", labels: { mode: 2, status: 2 } }),
    failed: { status: "failed" },
    duration: histogram("video_seconds", { help: "Time", buckets: [1, 10] }),
    wait: histogram("video_wait_seconds", { help: "Wait", buckets: [1, 10] }),
    waiting: gauge("videos_waiting", { help: "Waiting" }),
  }),
});
export const available = shop.slo("available", {
  description: "Requests succeed.",
  indicator: eventRatio(cart.http),
  objective: "99%",
  window: "7d",
});
export const failing = shop.alert("Failing", { when: promql`up == 0`, severity: "critical", summary: "Failing" });
export const up = promql`up`;
export const carts = signal("Carts", {
  query: promql`sum by (app) (${cart.open})`,
  unit: "short",
  description: "Open",
});
export const list = variable.list("list", ["a"]);
export const key = secret("KEY");
export const grouping = { by: ["pod"], where: { pod: "a" } };
export const where = { where: { namespace: "shop" } };
export const panel = {
  key: "key",
  movedFrom: ["a"],
  allow: { "metric/never-used": "fine" },
  only: ["prod"],
  description: "Text",
  unit: "s",
  min: 0,
  max: 1,
  decimals: 1,
  width: 6,
  height: 4,
  thresholds: { base: "green", steps: [{ from: 1, color: "red" }], lines: true },
  mappings: { "0": { text: "none", color: "red" } },
  dataSource: "metrics",
  legend: "{{app}}",
  transparent: true,
  links: [
    "https://example.com",
    { title: "A", url: "https://example.com" },
    { title: "B", dashboard: "Board", variables: { pod: "a" } },
  ],
  repeat: variable.label("pod", cart.open, "pod"),
};
export const rule = {
  key: "key",
  movedFrom: "a",
  allow: { "metric/never-used": { reason: "fine", until: "2030-01-01" } },
  only: ["prod"],
};
export const labels = { app: 2, tier: ["a", "b"], zone: { values: ["x"], about: 3 } };

export const call = (name: string, run: unknown, ...parameters: readonly unknown[]): Call => ({
  name,
  run: run as Call["run"],
  parameters,
});

/** A method of a system of its own, so that each call starts from the same one. */
export const method = (name: string, ...parameters: readonly unknown[]): Call =>
  call(
    `system(…).${name}`,
    (...given: never[]) => {
      const owner = system("owner", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });
      const defined = (owner as unknown as Record<string, (...parameters: never[]) => unknown>)[name]!(...given);
      return { owningSystem: owner, defined };
    },
    ...parameters,
  );

export const metric = { help: "Help", labels, unit: "s", allow: {} };
