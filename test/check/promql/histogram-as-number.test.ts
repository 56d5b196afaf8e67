import { expect, test } from "vitest";
import { histogramAsNumber } from "../../../src/check/promql/histogram-as-number.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

const known = { system: shop };
const rate = "rate(cart_rpc_duration_seconds[5m])";

test.each([
  [`sum(${rate}) > 1`, `sum(${rate})`, "the expression compares a native histogram as if it were a number"],
  [`1 < ${rate}`, rate, "the expression compares a native histogram as if it were a number"],
  [`1 - ${rate} > 1`, rate, "the expression computes with a native histogram as if it were a number"],
  [`max(${rate}) > 1`, rate, "max() aggregates a native histogram as if it were a number"],
  [`clamp_max(${rate}, 1) > 1`, rate, "clamp_max() takes a native histogram as if it were a number"],
])("%s", (expr, marked, summary) => {
  expect(checkQuery(histogramAsNumber, expr, known)).toMatchObject([{ marked, summary }]);
});

test.each([
  `histogram_quantile(0.95, sum(${rate})) > 1`,
  `histogram_fraction(-Inf, 0.5, sum(${rate})) < 0.9`,
  `histogram_count(sum(${rate})) > 1`,
  `count(${rate}) > 1`,
  "sum(rate(cart_orders_total[5m])) > 1",
  "absent(cart_rpc_duration_seconds) == 1",
])("%s is a number", (expr) => {
  expect(checkQuery(histogramAsNumber, expr, known)).toEqual([]);
});

test("histograms may be scaled, added and recorded", () => {
  const both = `60 * (sum(${rate}) + sum(rate(cart_wait_seconds[5m]))) / 2`;
  expect(checkQuery(histogramAsNumber, both, { ...known, in: "recording rule" })).toEqual([]);
});

test("nothing is known without a catalogue", () => {
  expect(markedTexts(histogramAsNumber, `sum(${rate}) > 1`)).toEqual([]);
});
