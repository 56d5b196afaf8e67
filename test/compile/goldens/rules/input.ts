// Alerts and recording rules: groups, order, annotations, links to the panel that shows the same signal.
import {
  counter,
  defineConfig,
  errorRatio,
  gauge,
  http,
  promql,
  requestRate,
  row,
  system,
  timeseries,
  window,
} from "telltale";

const shop = system("shop", {
  labels: { app: 3, pod: 20 },
  serviceLabel: "app",
  environments: { prod: {} },
});

const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests served", labels: { status: 8 } }),
    failed: { status: /5../ },
  }),
  queue: gauge("cart_queue_length", { help: "Waiting orders" }),
});
const search = shop.service("search", {
  dependsOn: [cart],
  index: gauge("search_index_age_seconds", { help: "Age of the index" }),
});

const perSecond = shop.recordingRule("app:cart_requests:rate5m", requestRate(cart.http));
const share = shop.recordingRule(
  "app:cart_requests:share",
  promql`${perSecond} / on () group_left () sum(${perSecond})`,
);

const together = shop.group("shop-queues", { interval: "15s", limit: 10, queryOffset: "30s" });
const queue = shop.recordingRule("app:cart_queue:sum", promql`sum by (app) (${cart.queue})`, {
  group: together,
  labels: { team: "cart" },
});

// No rule reads it, and its group has no alert: it stays among the recording rules.
shop.recordingRule("all:search_index_age_seconds:max", promql`max(${search.index})`, {
  group: shop.group("shop-indexes"),
});

shop.alert("CartQueueGrows", {
  when: queue.above(100).and(promql`sum by (app) (deriv(${cart.queue}[${window}])) > 0`),
  for: "10m",
  severity: "warning",
  group: together,
  window: "15m",
  summary: "{{ $value }} orders wait",
});

shop.alert("CartFails", {
  when: errorRatio(cart.http).above(0.05).and(requestRate(cart.http).above(1)),
  for: "5m",
  keepFiringFor: "10m",
  severity: "critical",
  summary: "{{ $labels.app }} fails {{ $value | humanizePercentage }} of its requests",
  description: "Look at the slowest endpoints first.\nA failing database shows there.",
  runbook: "cart-fails",
  labels: { team: "cart" },
  annotations: { impact: "orders are lost" },
});

shop.alert("CartIdle", {
  when: share.below(0.1),
  severity: "warning",
  summary: "The cart has nothing to do",
  runbook: "https://wiki.example.com/idle",
  dashboard: "Everything",
});

shop.alert("IndexOld", {
  when: promql`${search.index} > 3600`,
  severity: "warning",
  summary: "Search answers from an old index",
  dashboard: "Everything",
  panel: "Index",
});

shop.alert("NothingHappens", {
  when: promql`absent(${cart.http.requests}) and absent(${search.index})`,
  severity: "critical",
  summary: "Nobody reports anything",
});

shop.dashboard("Cart", {
  description: "Does the cart answer?",
  rows: [row("Traffic", [timeseries("Errors", errorRatio(cart.http)), timeseries("Requests", requestRate(cart.http))])],
});
shop.dashboard("Everything", {
  description: "Does anything answer?",
  panels: [timeseries("Index", promql`max(${search.index})`), timeseries("Cart errors", errorRatio(cart.http))],
});

const config = defineConfig({
  defaults: { runbooks: "https://runbooks.example.com/", evaluationInterval: "30s" },
  environments: {
    prod: {
      grafana: { url: "https://grafana.example.com/" },
      dataSources: { metrics: { type: "prometheus", uid: "prom" } },
    },
  },
});

export default { config, systems: [shop] };
