import {
  cacheHitRatio,
  databaseErrorRatio,
  errorRatio,
  latency,
  promql,
  quantile,
  requestRate,
  shareAbove,
  signal,
  slowerThan,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression, labelsOf } from "./expression.js";
import { cart, shop } from "./shop.js";

const rate = (selector: string) => `sum by (app) (rate(${selector}[$__rate_interval]))`;
const busy = { whenBusy: 0.1 } as const;

test("a ratio is above its limit only while there is enough traffic", () => {
  const { query } = errorRatio(cart.http);
  expect(expression(errorRatio(cart.http).above(0.05, busy))).toBe(
    `(${expression(query)}) > 0.05 and on (app) ${rate('cart_requests_total{app="cart"}')} >= 0.1`,
  );
});

test("the minimum may differ between environments", () => {
  const condition = errorRatio(cart.http).above(0.05, { whenBusy: shop.perEnvironment({ staging: 0, prod: 5 }) });
  expect(expression(condition)).toMatch(/ >= 5$/);
});

describe.each(Object.entries({ above: ">", atLeast: ">=", below: "<", atMost: "<=", equals: "==", differsFrom: "!=" }))(
  "%s",
  (method, operator) => {
    test("takes a minimum of traffic", () => {
      const condition = errorRatio(cart.http)[method as "above"](0.5, busy);
      expect(expression(condition)).toContain(` ${operator} 0.5 and on (app) `);
      expect(condition.traits.isGuarded).toBe(true);
    });
  },
);

const measured = {
  latency: latency(cart.http, 0.95),
  slowerThan: slowerThan(cart.http, 0.5),
  quantile: quantile(cart.pieces, 0.5, { by: ["pod"] }),
  shareAbove: shareAbove(cart.pieces, 1),
  cacheHitRatio: cacheHitRatio(cart.prices),
  databaseErrorRatio: databaseErrorRatio(cart.orders, { by: ["operation"] }),
};

test.each(Object.entries(measured))("the traffic of %s has the labels of its result", (_name, { traffic, by }) => {
  const { labels } = labelsOf(traffic!, shop);
  const present = [...labels].flatMap(([label, presence]) => (presence === "never" ? [] : [label]));
  expect(present.sort()).toEqual([...by].sort());
});

test("a recorded ratio keeps its traffic", () => {
  const recorded = shop.recordingRule("app:cart_failures_per_request:ratio_rate5m", errorRatio(cart.http));
  expect(expression(recorded.above(0.05, busy))).toMatch(
    /^app:cart_failures_per_request:ratio_rate5m.* > 0\.05 and on \(app\) sum by \(app\) \(rate\(cart_requests_total/,
  );
});

test("a signal of your own may have traffic", () => {
  const own = signal("Failures", {
    query: promql`sum(${cart.http.requests})`,
    traffic: promql`sum(rate(${cart.http.requests}[5m]))`,
    unit: "percentunit",
    description: "…",
  });
  expect(expression(own.above(1, busy))).toMatch(/ > 1 and on \(\) sum\(rate\(.*\) >= 0\.1$/);
});

test("a plain rate has no traffic: the minimum is missing", () => {
  expect(requestRate(cart.http).above(1, busy).traits.lacksTraffic).toBe(true);
  expect(requestRate(cart.http).above(1).traits.lacksTraffic).toBe(false);
});

test("another condition is a guard, an alternative is not", () => {
  const ratio = errorRatio(cart.http).above(0.05);
  const enough = requestRate(cart.http).above(1);
  expect(ratio.and(enough).traits.isGuarded).toBe(true);
  expect(ratio.or(enough).traits.isGuarded).toBe(false);
  expect(ratio.unless(enough).traits.isGuarded).toBe(false);
});

test("unknown options and values of another type are reported", () => {
  const problems = (guard: object) => errorRatio(cart.http).above(0.05, guard).origin.wrongOptions?.problems;
  expect(problems({ whenBsy: 0.1 })).toMatchObject([{ type: "unknown", path: ["whenBsy"] }]);
  expect(problems({ whenBusy: "0.1" })).toMatchObject([{ type: "wrong type", path: ["whenBusy"] }]);
});
