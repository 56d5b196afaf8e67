import { eventRatio } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/burn-below-one";
const indicator = eventRatio(cart.http);

test("5 % in a week is less than the objective allows", () => {
  expect(summariesOf(id, { indicator, alerts: { steady: { spent: "5%", within: "7d" } } })).toEqual([
    'warning: the alert "steady" fires at a burn rate of 0.2143, at which the objective is met',
  ]);
});

test.each(["30d", "28d", "7d", "90d", "month", "year"] as const)("the default alerts of %s are above it", (window) => {
  expect(summariesOf(id, { indicator, window })).toEqual([]);
});
