import { cache, cacheHitRatio, cacheLookups, cachePanels, counter } from "telltale";
import { expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart } from "./shop.js";

test("the hit ratio is hits divided by lookups, over all instances", () => {
  expect(expression(cacheHitRatio(cart.prices))).toBe(
    'sum by (app) (rate(cart_price_hits_total{app="cart"}[$__rate_interval]))' +
      ' / (sum by (app) (rate(cart_price_hits_total{app="cart"}[$__rate_interval]))' +
      ' + sum by (app) (rate(cart_price_misses_total{app="cart"}[$__rate_interval])))',
  );
});

test("an alert can require a minimum of lookups", () => {
  const tooLow = cacheHitRatio(cart.prices).below(0.7).and(cacheLookups(cart.prices).above(0.1));
  expect(expression(tooLow)).toMatch(/ < 0\.7\) and \(.* > 0\.1\)$/);
});

test("the size panel needs a metric of the size", () => {
  const sized = cachePanels(cart.prices, { name: "Price cache" }).map(({ title }) => title);
  expect(sized).toEqual(["Price cache hit ratio", "Price cache lookups", "Price cache size"]);
  const help = "…";
  const sizeless = cache({ hits: counter("h_total", { help }), misses: counter("m_total", { help }) });
  expect(cachePanels(sizeless)).toHaveLength(2);
});

test("the hit ratio panel is red below its limit", () => {
  expect(cachePanels(cart.prices, { hitLimit: 0.7 })[0]?.options.thresholds).toEqual({
    base: "red",
    steps: [{ from: 0.7, color: "green" }],
  });
});
