import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const noOrders = shop.alert("NoOrders", {
  when: promql`sum(rate(${cart.orders}[5m])) == 0`,
  for: "10m",
  severity: "page",
  summary: "Nobody has ordered anything for ten minutes",
  runbook: {
    meaning: "Nobody has ordered anything for ten minutes.",
    impact: "The shop earns nothing.",
    diagnosis: [
      "Is it night where the customers are?",
      { text: "Do orders fail?", query: promql`sum by (status) (rate(${cart.orders}[5m]))` },
    ],
    mitigation: [{ text: "Roll the last deployment back.", command: "kubectl rollout undo -n shop deployment/cart" }],
  },
});
