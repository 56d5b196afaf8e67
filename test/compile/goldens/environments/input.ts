// One definition for two environments: other limits, data sources and versions.
import { defineConfig, gauge, promql, redAbove, stat, system, timeseries, window } from "telltale";

const shop = system("shop", {
  environments: { staging: { dataSource: "prom-staging" }, prod: { dataSource: "prom" } },
});
const cart = shop.service("cart", { queue: gauge("cart_queue_length", { help: "Waiting orders" }) });

const limit = shop.perEnvironment({ staging: 1000, prod: 100 });

shop.alert("CartQueueFull", {
  when: promql`max(avg_over_time(${cart.queue}[${window}])) > ${limit}`,
  for: shop.perEnvironment({ staging: "1h", prod: "5m" }),
  severity: "warning",
  summary: "Too many orders wait",
});

shop.dashboard("Queue", {
  description: "Is the queue short?",
  panels: [
    timeseries("Waiting", promql`sum(${cart.queue})`, { unit: "short", thresholds: redAbove(limit) }),
    stat("Now", promql`sum(${cart.queue})`),
  ],
});

const config = defineConfig({
  environments: {
    staging: {
      dataSources: { "prom-staging": { type: "prometheus", uid: "s" }, other: { type: "prometheus", uid: "o" } },
      window: "10m",
    },
    prod: { dataSources: { prom: { type: "prometheus", uid: "p" } }, versions: { prometheus: "2.42" } },
  },
});

export default { config, systems: [shop] };
