import { describe, expect, test } from "vitest";
import { rateOnGauge } from "../../../src/check/promql/rate-on-gauge.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/rate-on-gauge", () => {
  test("finds a rate of a gauge, and says what to use", () => {
    const found = checkQuery(rateOnGauge, "rate(cart_queue_length[5m]) > 1", { system: shop });
    expect(found).toMatchObject([{ marked: "rate(cart_queue_length[5m])", fix: "use deriv(), or the gauge itself" }]);
    expect(checkQuery(rateOnGauge, "increase(cart_queue_length[5m]) > 1", { system: shop })[0]?.fix).toBe(
      "use delta()",
    );
  });

  test("says nothing of counters, of other functions, and of what it does not know", () => {
    expect(markedTexts(rateOnGauge, "rate(cart_orders_total[5m]) > 1", { system: shop })).toEqual([]);
    expect(markedTexts(rateOnGauge, "deriv(cart_queue_length[5m]) > 1", { system: shop })).toEqual([]);
    expect(markedTexts(rateOnGauge, "rate(node_memory_MemFree_bytes[5m]) > 1")).toEqual([]);
  });

  test("warns of the rate of what is a rate by its name", () => {
    const found = checkQuery(rateOnGauge, "rate(job:http_requests:rate5m[1h]) > 1");
    expect(found).toMatchObject([{ severity: "warning", marked: "rate(job:http_requests:rate5m[1h])" }]);
    expect(markedTexts(rateOnGauge, "rate(job:http_requests:sum[1h]) > 1")).toEqual([]);
  });
});
