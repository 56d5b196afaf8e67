import { eventRate, quantile, shareAbove, shareAtMost } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart } from "./shop.js";

test("a quantile has the unit of its histogram", () => {
  expect(quantile(cart.http.duration, 0.5).unit).toBe("s");
  expect(quantile(cart.pieces, 0.5).unit).toBe("short");
});

test("shares at most and above a bound add up to one", () => {
  const within = expression(shareAtMost(cart.pieces, 0));
  expect(within).toBe(
    'sum by (app) (rate(cart_pieces_bucket{app="cart", le=~"0|0\\\\.0"}[$__rate_interval]))' +
      ' / sum by (app) (rate(cart_pieces_count{app="cart"}[$__rate_interval]))',
  );
  expect(expression(shareAbove(cart.pieces, 0))).toBe(`1 - (${within})`);
});

test("events are counted over all instances", () => {
  expect(expression(eventRate(cart.orders.operations, { by: ["operation"] }))).toBe(
    'sum by (app, operation) (rate(cart_db_operations_total{app="cart"}[$__rate_interval]))',
  );
});

test("rare events are counted per minute or hour", () => {
  const perMinute = eventRate(cart.orders.operations, { per: "minute" });
  expect(expression(perMinute)).toBe(`60 * ${expression(eventRate(cart.orders.operations))}`);
  expect(perMinute).toMatchObject({ unit: "opm", by: ["app"] });
  expect(perMinute.description).toMatch(/, per minute\.$/);
  const perHour = eventRate(cart.orders.operations, { per: "hour", by: ["operation"] });
  expect(perHour).toMatchObject({ unit: "suffix:/h", by: ["app", "operation"] });
  expect(expression(perHour)).toMatch(/^3600 \* sum by/);
});
