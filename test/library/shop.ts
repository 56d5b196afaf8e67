import {
  alertmanagerMetrics,
  alloyMetrics,
  cache,
  cadvisor,
  collectorMetrics,
  counter,
  database,
  gauge,
  hikariMetrics,
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
  redisExporter,
  springBoot,
  system,
  tempoMetrics,
  worker,
} from "telltale";

export const shop = system("shop", { labels: { app: 3, pod: 20 }, serviceLabel: "app" });

export const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { endpoint: 12, status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("cart_duration_seconds", {
      help: "Time to serve a request",
      labels: { endpoint: 12 },
      buckets: [0.1, 0.5, 1, 2.5],
    }),
  }),
  proxy: http({
    requests: counter("cart_proxy_requests_total", { help: "Requests passed on", labels: { to: 3 } }),
    failed: counter("cart_proxy_errors_total", { help: "Requests passed on that failed", labels: { to: 3 } }),
  }),
  prices: cache({
    hits: counter("cart_price_hits_total", { help: "Prices found" }),
    misses: counter("cart_price_misses_total", { help: "Prices looked up" }),
    size: gauge("cart_price_entries", { help: "Prices kept" }),
  }),
  orders: database({
    operations: counter("cart_db_operations_total", { help: "Operations", labels: { operation: 4, result: 2 } }),
    failed: { result: "error" },
    duration: histogram("cart_db_duration_seconds", { help: "Time of an operation", buckets: [0.01, 0.1, 1] }),
  }),
  archive: database({ operations: counter("cart_archive_operations_total", { help: "Operations" }) }),
  jobs: worker({
    processed: counter("cart_jobs_total", {
      help: "Jobs ended",
      labels: { job_name: 4, state: ["SUCCESS", "FAILURE"] },
    }),
    failed: { state: "FAILURE" },
    duration: histogram("cart_job_seconds", { help: "Time of a job", labels: { job_name: 4 }, buckets: [1, 10, 60] }),
    waiting: gauge("cart_jobs_waiting", { help: "Jobs that wait", unit: "short", labels: { queue: 2 } }),
    wait: histogram("cart_job_wait_seconds", { help: "Wait of a job", labels: { queue: 2 }, buckets: [1, 10, 60] }),
  }),
  mails: worker({ processed: counter("cart_mails_total", { help: "Mails sent" }) }),
  pieces: histogram("cart_pieces", { help: "Pieces in a cart", buckets: [0, 1, 10] }),
});

export const kubernetes = shop.service("kube-state-metrics", kubeStateMetrics());
export const containers = shop.service("cadvisor", cadvisor());
export const volumes = shop.service("kubelet", kubelet());
export const hosts = shop.service("node-exporter", nodeExporter());
export const postgres = shop.service("postgres", postgresExporter());
export const redis = shop.service("redis", redisExporter());
export const kafka = shop.service("kafka", kafkaMetrics());
export const consumers = shop.service("kafka-exporter", kafkaExporter());
export const checkout = shop.service("checkout", { runtime: jvmMetrics() });
export const invoices = shop.service("invoices", { ...springBoot({ buckets: [0.1, 0.5, 1] }), pool: hikariMetrics() });
export const prometheus = shop.service("prometheus", prometheusMetrics());
export const alertmanager = shop.service("alertmanager", alertmanagerMetrics());
export const loki = shop.service("loki", lokiMetrics());
export const tempo = shop.service("tempo", tempoMetrics());
export const alloy = shop.service("alloy", alloyMetrics());
export const collector = shop.service("otel-collector", collectorMetrics());
