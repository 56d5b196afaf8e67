import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const noOrders = shop.alert("NoOrders", {
  when: promql`sum(rate(${cart.orders}[5m])) == 0`,
  for: "10m",
  severity: "page",
  summary: "Nobody has ordered anything for ten minutes",
  runbook: "https://runbooks.example.com/no-orders",
});
