import {
  cache,
  cadvisor,
  counter,
  database,
  gauge,
  histogram,
  http,
  kubelet,
  kubeStateMetrics,
  system,
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
  pieces: histogram("cart_pieces", { help: "Pieces in a cart", buckets: [0, 1, 10] }),
});

export const kubernetes = shop.service("kube-state-metrics", kubeStateMetrics());
export const containers = shop.service("cadvisor", cadvisor());
export const volumes = shop.service("kubelet", kubelet());
