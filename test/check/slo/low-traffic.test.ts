import { eventRatio, uptime } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/low-traffic";
const indicator = eventRatio(cart.http);

test("says the fewest failures that fire each alert", () => {
  expect(summariesOf(id, { indicator, expectedTraffic: 5 })).toEqual([
    'info: in quiet hours these failures fire an alert: "fast" 260 in 1h, "medium" 649 in 6h, "slow" 1297 in 1d, "steady" 1297 in 3d',
  ]);
  expect(summariesOf(id, { indicator, expectedTraffic: 0.1 })[0]).toContain('"fast" 10 in 1h');
});

test("warns where so many events do not happen", () => {
  expect(summariesOf(id, { indicator, expectedTraffic: 0.002 })).toEqual([
    'warning: in quiet hours the alert "fast" cannot fire',
  ]);
  expect(summariesOf(id, { indicator, expectedTraffic: 0.002, minimumFailures: 3 })[0]).toMatch(/^info/);
});

test("needs to know the traffic, and events", () => {
  expect(summariesOf(id, { indicator })).toEqual([]);
  expect(summariesOf(id, { indicator: uptime(cart as never), expectedTraffic: 1 })).toEqual([]);
});
