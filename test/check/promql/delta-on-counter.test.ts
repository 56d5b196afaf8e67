import { describe, expect, test } from "vitest";
import { deltaOnCounter } from "../../../src/check/promql/delta-on-counter.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/delta-on-counter", () => {
  test("reports delta() and deriv() of a counter, known by catalogue or by name", () => {
    expect(checkQuery(deltaOnCounter, "delta(cart_orders_total[5m]) > 1", { system: shop })).toMatchObject([
      { marked: "delta(cart_orders_total[5m])", fix: "use increase()" },
    ]);
    expect(checkQuery(deltaOnCounter, "deriv(requests_total[5m]) > 1")[0]?.fix).toBe("use rate()");
  });

  test("accepts gauges", () => {
    expect(markedTexts(deltaOnCounter, "delta(cart_queue_length[5m]) > 1", { system: shop })).toEqual([]);
    expect(markedTexts(deltaOnCounter, "delta(queue_length[5m]) > 1")).toEqual([]);
  });
});
