import { errorRatio, promql } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const requestRate = shop.recordingRule(
  "app:cart_requests:rate5m",
  promql`sum by (app) (rate(${cart.http.requests}[5m]))`,
);

export const cartIdle = shop.alert("CartIdle", {
  when: promql`max_over_time(${requestRate}[10m]) < 1`,
  severity: "page",
  summary: "Nobody fills a cart",
  runbook: "https://runbooks.example.com/cart-idle",
});

export const cartFails = shop.alert("CartFails", {
  when: errorRatio(cart.http).above(0.05),
  for: "5m",
  severity: "page",
  summary: "The cart fails {{ $value | humanizePercentage }} of its requests",
  runbook: "https://runbooks.example.com/cart-fails",
});
