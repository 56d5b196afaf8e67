import { promql, redAbove, row, stat, timeseries, window } from "telltale";
import { cart, shop } from "../systems/shop.js";

export const board = shop.dashboard("Cart", {
  key: "cart",
  description: "Are orders placed, and in time?",
  rows: [
    row("Traffic", [
      timeseries("Placed orders", promql`sum(rate(${cart.orders}[${window}]))`, { unit: "ops" }),
      timeseries("Failures", promql`sum(rate(${cart.orders.where({ status: "error" })}[${window}]))`, { unit: "short" }),
    ]),
    row("Speed", [
      timeseries("Buckets", promql`sum by (le) (rate(${cart.duration.bucket}[${window}]))`, { unit: "ops" }),
      stat("Mean time", promql`sum(rate(${cart.duration.sum}[${window}])) / sum(rate(${cart.duration.count}[${window}]))`, {
        unit: "s",
        width: 6,
        thresholds: redAbove(2, { warn: 0.5 }),
      }),
    ]),
  ],
});
