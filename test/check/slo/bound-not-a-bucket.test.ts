import { fasterThan } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/bound-not-a-bucket";

test("a bound between the buckets is counted by nothing", () => {
  expect(summariesOf(id, { indicator: fasterThan(cart.http, 0.3 as never) })).toEqual([
    "error: 0.3 is not a bucket of the histogram, so nothing counts what is below it",
  ]);
});

test("a bucket is counted, and a native histogram has any bound", () => {
  expect(summariesOf(id, { indicator: fasterThan(cart.http, 0.5) })).toEqual([]);
  expect(summariesOf(id, { indicator: fasterThan(cart.native, 0.3) })).toEqual([]);
});

test("the rules of such an objective are not reported as well", () => {
  expect(summariesOf("promql/unknown-label-value", { indicator: fasterThan(cart.http, 0.3 as never) })).toEqual([]);
});
