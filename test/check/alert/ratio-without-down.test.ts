import { down, errorRatio, eventRate, latency, promql } from "telltale";
import { expect, test } from "vitest";
import { defineShop, findingsOf, texts } from "./of-alerts.js";

type Shop = ReturnType<typeof defineShop>;

/** The findings on a shop, each with its subject: `alert "Fails": in an outage …`. */
function found(add: (shop: Shop) => void): readonly string[] {
  const defined = defineShop();
  add(defined);
  return findingsOf("alert/ratio-without-down", defined.shop).map(
    ({ id, subject, summary, fix }) =>
      `${id === "alert/ratio-without-down" ? "" : `${id} `}${subject}: ${summary} → ${fix}`,
  );
}

const silent = (alert: string, service: string, down: string) =>
  `alert "${alert}": in an outage of "${service}" no alert fires → add an alert with when: ${down}, and .orWhile(${down}) to this condition`;
const resolves = (alert: string) =>
  `alert "${alert}": in an outage of "cart" it resolves → add .orWhile(down(cart)) to the condition`;

test("an alert on a ratio or a quantile needs one that fires in the outage of its service", () => {
  const findings = found(({ shop, cart, stock }) => {
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05) });
    shop.alert("Slow", { ...texts, when: latency(stock.http, 0.95).above(0.5) });
    const recorded = shop.recordingRule("app:stock_failures_per_request:ratio_rate5m", errorRatio(stock.http));
    shop.alert("FailsToo", { ...texts, when: recorded.above(0.05, { whenBusy: 1 }) });
  });
  expect([...findings].sort()).toEqual([
    silent("Fails", "cart", "down(cart)"),
    silent("FailsToo", "stock-api", "down(stockApi)"),
    silent("Slow", "stock-api", "down(stockApi)"),
  ]);
});

test("with an alert on the outage, it must not resolve meanwhile", () => {
  const add = ({ shop, cart }: Shop) => {
    shop.alert("Down", { ...texts, when: down(cart) });
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05) });
  };
  expect(found(add)).toEqual([resolves("Fails")]);
});

test("an alert that the outage keeps firing is heard, with or without another one", () => {
  const add = ({ shop, cart }: Shop) =>
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05).orWhile(down(cart)) });
  expect(found(add)).toEqual([]);
  const both = (shop: Shop) => {
    add(shop);
    shop.shop.alert("Down", { ...texts, when: down(shop.cart) });
  };
  expect(found(both)).toEqual([]);
});

test("the outage of another service does not count", () => {
  const add = ({ shop, cart, stock }: Shop) => {
    shop.alert("Down", { ...texts, when: down(stock) });
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05) });
  };
  expect(found(add)).toEqual([silent("Fails", "cart", "down(cart)")]);
});

test("nor does that of a service with the same name in another system", () => {
  const other = defineShop("bakery");
  const add = ({ shop, cart }: Shop) => {
    shop.alert("Down", { ...texts, when: down(other.cart) });
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05).orWhile(down(other.cart)) });
  };
  expect(found(add)).toEqual([silent("Fails", "cart", "down(cart)")]);
});

test("nor does an alert that another environment has", () => {
  const defined = defineShop();
  const { shop, cart } = defined;
  shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05).orWhile(promql`absent(up{app="cart"})`) });
  shop.alert("Down", { ...texts, when: down(cart), only: ["prod"] });
  const subjects = findingsOf("alert/ratio-without-down", shop).map(({ subject, summary }) => `${subject}: ${summary}`);
  expect(subjects.sort()).toEqual([
    'alert "Fails", in prod: in an outage of "cart" it resolves',
    'alert "Fails", in staging: in an outage of "cart" no alert fires',
  ]);
});

test("an alert with more labels than an outage cannot be kept firing", () => {
  const add = ({ shop, cart }: Shop) => {
    shop.alert("Down", { ...texts, when: down(cart) });
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http, { by: ["endpoint"] }).above(0.05) });
  };
  expect(found(add)).toEqual([]);
});

test("rates, gauges and plain expressions are not reported", () => {
  const add = ({ shop, cart }: Shop) => {
    shop.alert("Busy", { ...texts, when: eventRate(cart.http.requests).above(100) });
    shop.alert("Plain", { ...texts, when: promql`sum by (app) (rate(${cart.http.requests}[5m])) > 1` });
  };
  expect(found(add)).toEqual([]);
});

test("it can be allowed", () => {
  const allow = { "alert/ratio-without-down": "the load balancer tells" };
  const add = ({ shop, cart }: Shop) =>
    shop.alert("Fails", { ...texts, when: errorRatio(cart.http).above(0.05), allow });
  expect(found(add)).toEqual([]);
});
