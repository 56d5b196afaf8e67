import { databaseErrorRatio, databaseLatency, databasePanels, databaseRate } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart } from "./shop.js";

test("operations are summed over all instances", () => {
  expect(expression(databaseRate(cart.archive))).toBe(
    'sum by (app) (rate(cart_archive_operations_total{app="cart"}[$__rate_interval]))',
  );
});

test("the error ratio uses the service's definition of failed operations", () => {
  expect(expression(databaseErrorRatio(cart.orders))).toContain('cart_db_operations_total{app="cart", result="error"}');
});

test("the latency is a quantile over all instances", () => {
  expect(expression(databaseLatency(cart.orders, 0.95))).toBe(
    'histogram_quantile(0.95, sum by (le, app) (rate(cart_db_duration_seconds_bucket{app="cart"}[$__rate_interval])))',
  );
});

test("there are panels for the metrics that the database has", () => {
  expect(databasePanels(cart.archive).map(({ title }) => title)).toEqual(["Database operations"]);
  expect(databasePanels(cart.orders, { name: "Orders" }).map(({ title }) => title)).toEqual([
    "Orders operations",
    "Orders errors",
    "Orders latency",
  ]);
});
