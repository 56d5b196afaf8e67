import { counter, down, errorRatio, eventRate, gauge, histogram, http, latency, promql, system } from "telltale";
import { expect, test } from "vitest";
import { describeCondition } from "../../../src/compile/runbooks/condition-words.js";

const shop = system("shop", { labels: { app: 2 }, serviceLabel: "app" });
const cart = shop.service("cart", {
  http: http({
    requests: counter("requests_total", { help: "Requests", labels: { status: 8 } }),
    failed: { status: /5../ },
    duration: histogram("request_seconds", { help: "Time", buckets: [1], unit: "s" }),
  }),
  orders: counter("orders_total", { help: "Orders" }),
  open: gauge("open_carts", { help: "Carts", unit: "short" }),
});

test.each([
  [errorRatio(cart.http).above(0.07), "Error ratio above 7 %"],
  [
    errorRatio(cart.http).atLeast(0.05, { whenBusy: 0.1 }),
    "Error ratio at least 5 %, while there are at least 0.1 events per second",
  ],
  [latency(cart.http, 0.95).above(2), "Latency p95 above 2 s"],
  [eventRate(cart.orders).below(3), "Orders below 3 per second"],
  [shop.recordingRule("app:errors:ratio", errorRatio(cart.http)).above(0.5), "Error ratio above 50 %"],
  [promql`sum(${cart.open})`.above(3), "The value of the expression above 3"],
  [
    promql`sum(${cart.open})`.above(3).and(promql`vector(1)`),
    "The value of the expression above 3, while the rest of the expression holds",
  ],
  [down(cart), "cart is down"],
  [promql`sum(${cart.open}) > 3`, ""],
])("%# is described in words", (when, words) => {
  expect(describeCondition(when, "prod")).toBe(words);
});
