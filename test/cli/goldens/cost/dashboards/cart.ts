import { promql, timeseries, window } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const board = shop.dashboard("Cart", {
  description: "Are orders placed, and in time?",
  panels: [
    timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
    timeseries("Duration", promql`sum(rate(${cart.duration.sum}[${window}]))`, { unit: "s" }),
  ],
});
