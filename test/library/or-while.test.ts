import {
  cacheHitRatio,
  down,
  errorRatio,
  eventRate,
  latency,
  promql,
  quantile,
  requestRate,
  shareAbove,
  signal,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression } from "./expression.js";
import { cart, containers, shop } from "./shop.js";

const isDown = expression(down(cart));
const limit = { whenBusy: 0.1 } as const;

test("an alert on a ratio fires on during the outage, when all requests fail", () => {
  const condition = errorRatio(cart.http).above(0.05, limit);
  expect(expression(condition.orWhile(down(cart)))).toBe(`(${expression(condition)}) or group by (app) (${isDown})`);
});

const worst = {
  "a latency is that of the last bucket": [latency(cart.http, 0.95).above(2), "2.5 * group by (app)"],
  "a quantile is that of the last bucket": [quantile(cart.pieces, 0.5).atLeast(2), "10 * group by (app)"],
  "a share is 1": [shareAbove(cart.pieces, 1).above(0.5), "group by (app)"],
  "what must not fall is 0": [cacheHitRatio(cart.prices).below(0.7), "0 * group by (app)"],
  "a rate that must not fall is 0": [requestRate(cart.http).atMost(0.7), "0 * group by (app)"],
  "without a largest value it is the limit": [requestRate(cart.http).above(0.7), "0.7 * group by (app)"],
  "the limit may differ between environments": [
    requestRate(cart.http).above(shop.perEnvironment({ staging: 1, prod: 5 })),
    "5 * group by (app)",
  ],
  "of equal values it is the limit": [requestRate(cart.http).equals(3), "3 * group by (app)"],
} as const;

describe("the value during the outage", () => {
  test.each(Object.entries(worst))("%s", (_name, [condition, value]) => {
    expect(expression(condition.orWhile(down(cart)))).toContain(`) or ${value} (${isDown})`);
  });

  test("a signal of your own has its `max`", () => {
    const fields = { query: promql`sum by (app) (${cart.http.requests})`, unit: "short", description: "…" };
    expect(
      expression(
        signal("Own", { ...fields, max: 8 })
          .above(5)
          .orWhile(down(cart)),
      ),
    ).toContain(") or 8 * group");
  });
});

test("a recorded signal knows its labels and its largest value", () => {
  const recorded = shop.recordingRule("app:cart_duration:p95_rate5m", latency(cart.http, 0.95));
  expect(expression(recorded.above(2, limit).orWhile(down(cart)))).toMatch(
    /^\(app:cart_duration:p95_rate5m.* and on \(app\) .*\) or 2\.5 \* group by \(app\) \(sum by \(app\) \(up/,
  );
});

test("a condition that is combined with others keeps firing as a whole", () => {
  const condition = cacheHitRatio(cart.prices).below(0.7).and(requestRate(cart.http).above(1));
  expect(expression(condition.orWhile(down(cart)))).toBe(
    `(${expression(condition)}) or 0 * group by (app) (${isDown})`,
  );
});

test("a result without labels has none during the outage", () => {
  const total = signal("Total", { query: promql`sum(${cart.http.requests})`, unit: "short", description: "…" });
  expect(expression(total.above(1).orWhile(down(cart)))).toContain(`) or group(${isDown})`);
});

test("an expression of your own keeps the labels of the outage", () => {
  const condition = promql`sum by (job) (up)`.below(3).orWhile(down(containers));
  expect(expression(condition)).toContain(`) or 0 * group without () (${expression(down(containers))})`);
});

test("an outage that is kept firing by another is either of them", () => {
  const either = down(cart).orWhile(down(containers));
  expect(expression(either)).toBe(expression(down(cart).or(down(containers))));
});

test("it detects the outage, and is guarded if its condition is", () => {
  const { traits } = errorRatio(cart.http).above(0.05, limit).orWhile(down(cart));
  expect(traits).toMatchObject({ outageOf: [{ system: "shop", name: "cart" }], isGuarded: true });
  expect(errorRatio(cart.http).above(0.05).orWhile(down(cart)).traits.isGuarded).toBe(false);
  const both = errorRatio(cart.http).above(0.05).orWhile(down(cart)).and(eventRate(cart.http.requests).above(1));
  expect(both.traits.kept).toHaveLength(1);
});

test("it shows the panel of its signal, and keeps what is compared", () => {
  const condition = errorRatio(cart.http).above(0.05);
  const kept = condition.orWhile(down(cart));
  expect(kept.query.signal).toBe(condition.query.signal);
  expect(kept.compared).toBe(condition.compared);
});
