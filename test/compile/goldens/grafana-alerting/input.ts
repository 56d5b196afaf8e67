// What Grafana manages: rules, contact points, policies, templates, inhibition.
import { counter, defineConfig, env, file, gauge, logql, promql, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("PAGERDUTY_KEY"), links: { Status: "https://status.example.com" } });
const team = receiver.slack("team", { url: file("/run/secrets/slack"), channel: "#shop" });
const office = receiver.victorops("office", { key: env("VICTOROPS_KEY"), routingKey: "shop", sendResolved: false });

const shop = system("shop", {
  labels: { app: 3 },
  serviceLabel: "app",
  routes: { critical: { to: [onCall, team], groupWait: "10s" }, warning: [team], info: { to: [office], repeatInterval: "1d" } },
});

const cart = shop.service("cart", {
  orders: counter("cart_orders_total", { help: "Orders", labels: {} }),
  queue: gauge("cart_queue_length", { help: "Waiting orders" }),
});

const perSecond = shop.recordingRule("app:cart_orders:rate5m", promql`sum by (app) (rate(${cart.orders}[5m]))`, {
  labels: { team: "cart" },
});

const slow = shop.alert("CartSlow", { when: promql`sum by (app) (${perSecond}) < 1`, severity: "warning", summary: "Slow" });

shop.alert("CartDown", {
  silences: [slow],
  when: promql`sum by (app) (${perSecond}) == 0`,
  for: "5m",
  severity: "critical",
  summary: "{{ $labels.app }} sells nothing",
});

shop.alert("CartQueueGrows", {
  when: promql`max by (app) (${cart.queue}) > 100`,
  keepFiringFor: "10m",
  severity: "warning",
  group: shop.group("shop-queues", { interval: "30s", queryOffset: "2m" }),
  summary: '{{ printf "%.0f" $value }} orders wait; it costs $5 each',
  labels: { size: "{{ if gt $value 1000.0 }}large{{ else }}small{{ end }}" },
});

shop.alert("CartLogsErrors", {
  when: logql`sum by (app) (count_over_time({app="cart"} |= "error" [5m])) > 10`,
  severity: "info",
  summary: "{{ $labels.app }} logs {{ $value }} errors",
});

shop.ruleFile("imported", "groups:\n  - name: shop\n    rules:\n      - alert: Imported\n        expr: vector(1)\n");

export default {
  config: defineConfig({
    environments: {
      prod: {
        alerting: "grafana",
        grafana: { url: "https://grafana.example.com", folder: "Shop", uidSuffix: "-prod" },
        dataSources: { metrics: { type: "prometheus", uid: "prom" }, logs: { type: "loki", uid: "loki" } },
        externalLabels: { cluster: "one" },
        versions: { grafana: "13.0" },
      },
    },
  }),
  systems: [shop],
};
