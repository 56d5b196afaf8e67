// SLOs: events, latency, time; rolling and calendar windows; grouped; objectives per environment; tiers that are changed.
import {
  counter,
  defineConfig,
  eventRatio,
  fasterThan,
  histogram,
  http,
  perEnvironment,
  receiver,
  secret,
  system,
  uptime,
} from "telltale";

const oncall = receiver.pagerduty("on-call", { key: secret("PAGERDUTY_KEY") });
const team = receiver.slack("team", { url: secret("SLACK_URL"), channel: "#shop" });

const shop = system("shop", {
  title: "Shop",
  labels: { app: ["cart"], pod: 10 },
  serviceLabel: "app",
  routes: { critical: [oncall], warning: [team] },
});

const cart = shop.service("cart", {
  http: http({
    requests: counter("cart_requests_total", { help: "Requests", labels: { endpoint: 5, status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("cart_duration_seconds", { help: "Duration", labels: { endpoint: 5 }, buckets: [0.1, 0.5, 1] }),
  }),
});

shop.slo("cart-availability", {
  title: "Cart availability",
  description: "Requests to the cart succeed.",
  indicator: eventRatio(cart.http),
  objective: perEnvironment({ staging: "99%", prod: "99.9%" }),
  window: "30d",
  runbook: "https://runbooks.example.com/cart",
});

shop.slo("cart-latency", {
  description: "The cart answers in half a second.",
  indicator: fasterThan(cart.http, 0.5, { by: ["endpoint"] }),
  objective: "95%",
  window: "month",
  alerts: { fast: { spent: "5%", within: "2h", severity: "warning", for: "5m" }, slow: false, steady: false },
  minimumFailures: 50,
  only: ["prod"],
});

shop.slo("cart-uptime", {
  description: "The cart is up.",
  indicator: uptime(cart),
  objective: "99.5%",
  window: "7d",
  alerts: { medium: false, slow: false, steady: false },
  only: ["prod"],
});

const dataSources = { prom: { type: "prometheus", uid: "prom" } } as const;
const config = defineConfig({ environments: { staging: { dataSources }, prod: { dataSources } } });

export default { config, systems: [shop] };
