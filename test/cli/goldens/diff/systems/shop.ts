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
  orders: counter("cart_orders_total", { help: "Orders placed", labels: { status: ["ok", "error"] } }),
  duration: histogram("cart_duration_seconds", { help: "Time to place an order", buckets: [0.1, 1] }),
});

export const rate = shop.recordingRule("cart:orders:rate5m", promql`sum(rate(${cart.orders}[5m]))`);

export const down = shop.alert("CartDown", {
  when: promql`up{app="cart"} == 0`,
  for: "5m",
  severity: "critical",
  summary: "The cart is down",
});
export const slow = shop.alert("CartSlow", {
  when: promql`histogram_quantile(0.99, sum by (le) (rate(${cart.duration.bucket}[5m]))) > 1`,
  for: "10m",
  severity: "warning",
  summary: "The cart is slow",
});
export const idle = shop.alert("NoOrders", {
  when: promql`${rate} == 0`,
  for: "15m",
  severity: "warning",
  summary: "Nobody orders",
});
