import { down, eventRatio, uptime } from "telltale";
import { expect, test } from "vitest";
import { defineShop as defineAlertingShop, findingsOf, texts } from "../alert/of-alerts.js";
import { cart, defineShop, summariesOf } from "./of-slos.js";

const id = "slo/no-outage-alert";

test("a service that is down has no failures", () => {
  expect(summariesOf(id, { indicator: eventRatio(cart.http) })).toEqual([
    'warning: when "cart" is down, nothing says so',
  ]);
});

test("an alert says so, and so does an SLO on time", () => {
  const { shop, cart: watched } = defineShop();
  const promise = { description: "Fine", objective: "99%", window: "30d" } as const;
  shop.slo("cart", { ...promise, indicator: eventRatio(watched.http) });
  shop.alert("CartDown", { ...texts, when: down(watched) });
  expect(findingsOf(id, shop)).toEqual([]);
  expect(summariesOf(id, { indicator: uptime(watched) })).toEqual([]);
});

test("not one on a service with the same name in another system", () => {
  const { shop, cart: watched } = defineShop();
  shop.slo("cart", { description: "Fine", objective: "99%", window: "30d", indicator: eventRatio(watched.http) });
  shop.alert("CartDown", { ...texts, when: down(defineAlertingShop("bakery").cart) });
  expect(findingsOf(id, shop).map(({ summary }) => summary)).toEqual(['when "cart" is down, nothing says so']);
});

test("it can be allowed", () => {
  const allow = { [id]: "the load balancer answers for it" };
  expect(summariesOf(id, { indicator: eventRatio(cart.http), allow })).toEqual([]);
});
