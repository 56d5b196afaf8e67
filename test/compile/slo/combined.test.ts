import { expect, test } from "vitest";
import { combined, eventRatio, uptime } from "../../../src/index.js";
import { parse, ruleDialect, selectors } from "../../../src/promql/index.js";
import { ramp, series } from "../../../src/testing/index.js";
import { compileShop, createShop, noAlerts, rulesOf, sampleOf, simulateShop } from "./shop.js";

const promise = { description: "Fine", objective: "99%", window: "1d", alerts: noAlerts } as const;

test("events of several SLOs count together, busy ones more", () => {
  const { shop, cart } = createShop();
  const { requests } = cart.http;
  const slos = (["list", "pay"] as const).map((endpoint) =>
    shop.slo(`cart-${endpoint}`, { ...promise, indicator: eventRatio(cart.http, { where: { endpoint } }) }),
  );
  shop.slo("journey", { ...promise, indicator: combined(slos) });
  const run = simulateShop(shop, {
    series: [
      series(requests.where({ endpoint: "list", status: "200" }), ramp({ "0m": 0, "60m": 9000 })),
      series(requests.where({ endpoint: "pay", status: "200" }), ramp({ "0m": 0, "60m": 900 })),
      series(requests.where({ endpoint: "pay", status: "500" }), ramp({ "0m": 0, "60m": 100 })),
    ],
    minutes: 60,
  });
  expect(sampleOf(run, "slo:errors:ratio_rate1d", { slo: "cart-pay" })).toBeCloseTo(0.1, 3);
  expect(sampleOf(run, "slo:errors:ratio_rate1d", { slo: "cart-list" })).toBe(0);
  expect(sampleOf(run, "slo:errors:ratio_rate1d", { slo: "journey" })).toBeCloseTo(0.01, 3);
});

test("another objective for the same events reads no series of the service", () => {
  const { shop, cart } = createShop();
  const availability = shop.slo("cart-availability", { ...promise, indicator: eventRatio(cart.http) });
  shop.slo("cart-week", { ...promise, indicator: combined([availability]), window: "7d" });
  const [rules] = rulesOf(compileShop(shop));
  const week = rules!.value.groups.filter(({ name }) => name.includes("week")).flatMap((group) => group.rules);
  expect(week.length).toBeGreaterThan(5);
  const read = week.flatMap(({ expr }) => selectors(parse(expr, ruleDialect({ major: 3, minor: 5 })).expr!));
  expect(read.filter(({ name = "" }) => !name.startsWith("slo:"))).toEqual([]);
});

test("events and time do not add up", () => {
  const { shop, cart } = createShop();
  const events = shop.slo("events", { ...promise, indicator: eventRatio(cart.http) });
  const time = shop.slo("time", { ...promise, indicator: uptime(cart) });
  const message = "combined(…) needs a list of SLOs that all count events, or all time, as its first argument";
  expect(() => combined([events, time])).toThrow(message);
  expect(() => combined([])).toThrow(message);
});
