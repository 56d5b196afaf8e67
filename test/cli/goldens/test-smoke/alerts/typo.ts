import { promql } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const noRefunds = shop.alert("NoRefunds", {
  when: promql`sum(rate(cart_order_total[5m])) == 0`,
  for: "10m",
  severity: "page",
  summary: "Nobody has ordered anything for ten minutes",
  runbook: "https://runbooks.example.com/no-orders",
});
