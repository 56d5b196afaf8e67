import { type Condition, down, errorRatio, eventRate, latency, perEnvironment, requestRate } from "telltale";
import { expect, test } from "vitest";
import { defineShop, findingsOf, texts } from "./of-alerts.js";

const { cart } = defineShop();

/** The fixes that are proposed for an alert. */
function fixes(when: Condition, options: object = {}): readonly (string | undefined)[] {
  const { shop } = defineShop();
  shop.alert("Fails", { ...texts, when, ...options });
  return findingsOf("alert/few-events", shop).map(({ id, fix }) => (id === "alert/few-events" ? fix : id));
}

test.each([
  [errorRatio(cart.http).above(0.05), ".above(0.05, { whenBusy: 0.1 })"],
  [errorRatio(cart.http).above(0.05).orWhile(down(cart)), ".above(0.05, { whenBusy: 0.1 })"],
  [latency(cart.http, 0.95).atLeast(2), ".atLeast(2, { whenBusy: 0.1 })"],
  [latency(cart.http, 0.95).below(0.001), ".below(0.001, { whenBusy: 0.1 })"],
  [errorRatio(cart.http).above(perEnvironment({ staging: 0.2, prod: 0.05 })), ".above(…, { whenBusy: 0.1 })"],
])("a handful of events can fire it: %#", (when, code) => {
  expect(fixes(when)).toEqual([`demand some traffic: ${code}`]);
});

test.each([
  errorRatio(cart.http).above(0.05, { whenBusy: 0.1 }),
  errorRatio(cart.http).above(0.05, { whenBusy: 0.1 }).orWhile(down(cart)),
  errorRatio(cart.http).above(0.05).and(requestRate(cart.http).above(1)),
  eventRate(cart.http.requests).above(5),
  down(cart),
])("it needs some: %#", (when) => {
  expect(fixes(when)).toEqual([]);
});

test("only what wakes someone is reported", () => {
  const when = errorRatio(cart.http).above(0.05);
  expect(fixes(when, { severity: "page" })).toHaveLength(1);
  expect(fixes(when, { severity: "warning" })).toEqual([]);
});

test("it can be allowed", () => {
  const allow = { "alert/few-events": "there is always traffic" };
  expect(fixes(errorRatio(cart.http).above(0.05), { allow })).toEqual([]);
});
