import { eventRatio } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/window-beyond-retention";
const indicator = eventRatio(cart.http);

test("a window longer than the retention is said once", () => {
  expect(summariesOf(id, { indicator })).toEqual(["error: its window is 30d, but series are kept for 15d"]);
  expect(summariesOf(id, { indicator, window: "month" })).toEqual([
    "error: its window is 31d, but series are kept for 15d",
  ]);
  expect(summariesOf("promql/range-beyond-retention", { indicator })).toEqual([]);
});

test("an alert needs events from before its window", () => {
  const alerts = { steady: { spent: "50%", within: "8d" } } as const;
  expect(summariesOf(id, { indicator, window: "14d", alerts })).toEqual([
    'error: the alert "steady" looks back 8d twice, but series are kept for 15d',
  ]);
});

test.each(["14d", "7d", "week"] as const)("%s fits", (window) => {
  expect(summariesOf(id, { indicator, window })).toEqual([]);
});
