import { eventRatio, fasterThan } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const id = "slo/foreign-events";
const { requests } = cart.http;

test.each([
  [{ failed: requests.where({ status: /5../ }), of: requests.where({ endpoint: "pay" }) }, 'endpoint="pay"'],
  [{ good: requests, of: requests.where({ status: /2../ }) }, 'status=~"2.."'],
])("a part of other series is found: %#", (ratio, matcher) => {
  const [summary] = summariesOf(id, { indicator: eventRatio(ratio) });
  expect(summary).toContain(`those lack ${matcher}`);
});

test.each([
  eventRatio(cart.http),
  eventRatio({ failed: requests.where({ endpoint: "pay", status: /5../ }), of: requests.where({ endpoint: "pay" }) }),
  eventRatio({ good: cart.jobs.where({ result: "done" }), of: requests.where({ endpoint: "pay" }) }),
  fasterThan(cart.http, 0.5, { where: { pod: "cart-1" } }),
])("a part of all events is not: %#", (indicator) => {
  expect(summariesOf(id, { indicator })).toEqual([]);
});
