import { counter, env, histogram, promql, receiver, system } from "telltale";

const onCall = receiver.pagerduty("on-call", { key: env("KEY") });
const team = receiver.slack("team", { url: env("URL"), channel: "#shop" });

export const shop = system("shop", {
  labels: { pod: 3 },
  environments: { staging: {}, prod: {} },
  routes: { critical: [onCall, team], warning: [team] },
});

export const cart = shop.service("cart", {
  port: 8080,
  orders: counter("cart_orders_total", { help: "Orders placed", labels: { status: ["ok", "error", "late"] } }),
  duration: histogram("cart_duration_seconds", { help: "Time to place an order", buckets: [0.1, 1] }),
});

export const rate = shop.recordingRule("cart:orders:rate5m", promql`sum(rate(${cart.orders}[5m]))`);

export const slow = shop.alert("CartSlow", {
  when: promql`histogram_quantile(0.99, sum by (le) (rate(${cart.duration.bucket}[10m]))) > 1`,
  for: shop.perEnvironment({ staging: "20m", prod: "15m" }),
  severity: "critical",
  summary: "The cart is slow",
  labels: { page: "true" },
});
export const full = shop.alert("<b>Full | @everyone`", {
  when: promql`${rate} > 100`,
  severity: "warning",
  summary: "Too many orders",
  only: ["prod"],
});
export const idle = shop.alert("NobodyOrders", {
  when: promql`${rate} == 0`,
  for: "15m",
  severity: "warning",
  summary: "Nobody orders",
});
