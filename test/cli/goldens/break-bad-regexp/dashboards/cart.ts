import { promql, timeseries, window } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const orders = shop.dashboard("Cart", {
  description: "Are orders placed?",
  panels: [
    timeseries("Orders", promql`sum by (status) (rate(${cart.orders}[${window}]))`, {
      description: "Orders placed, by how they ended",
      unit: "reqps",
    }),
  ],
});
