import { eventRatio, not } from "telltale";
import { expect, test } from "vitest";
import { cart, summariesOf } from "./of-slos.js";

const { requests } = cart.http;
const both = "warning: redirects (3xx) and mistakes of clients (4xx) count as failures";
const clients = "warning: mistakes of clients (4xx) count as failures";

test.each([
  [{ good: requests.where({ status: /2../ }) }, both],
  [{ good: requests.where({ status: /2..|3../ }) }, clients],
  [{ good: requests.where({ code: "200" }) }, both],
  [{ failed: requests.where({ status: not(/2../) }) }, both],
  [{ failed: requests.where({ status: /[45]../ }) }, clients],
])("%#", (part, summary) => {
  expect(summariesOf("slo/client-errors", { indicator: eventRatio({ ...part, of: requests }) })).toEqual([summary]);
});

test.each([
  { failed: requests.where({ status: /5../ }) },
  { good: requests.where({ status: not(/5../) }) },
  { good: requests.where({ endpoint: "200" }) },
  { failed: requests.where({ status: "404" }) },
])("only failures of the service: %#", (part) => {
  expect(summariesOf("slo/client-errors", { indicator: eventRatio({ ...part, of: requests }) })).toEqual([]);
});
