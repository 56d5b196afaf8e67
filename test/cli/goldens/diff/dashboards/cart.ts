import { promql, redAbove, row, stat, timeseries, window } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const board = shop.dashboard("Cart", {
  key: "cart",
  description: "Are orders placed, and in time?",
  rows: [
    row("Traffic", [
      timeseries("Orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
      timeseries("Failures", promql`sum(rate(${cart.orders.where({ status: "error" })}[${window}]))`, { unit: "ops" }),
    ]),
    row("Speed", [
      stat("Mean time", promql`sum(rate(${cart.duration.sum}[${window}])) / sum(rate(${cart.duration.count}[${window}]))`, {
        unit: "s",
        thresholds: redAbove(1, { warn: 0.5 }),
      }),
    ]),
  ],
});
