import { describe, expect, test } from "vitest";
import { rateOnGauge } from "../../../src/check/promql/rate-on-gauge.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/rate-on-gauge", () => {
  test("reports a rate of a gauge, with the right function", () => {
    const findings = checkQuery(rateOnGauge, "rate(cart_queue_length[5m]) > 1", { system: shop });
    expect(findings).toMatchObject([
      { marked: "rate(cart_queue_length[5m])", fix: "use deriv(), or the gauge itself" },
    ]);
    expect(checkQuery(rateOnGauge, "increase(cart_queue_length[5m]) > 1", { system: shop })[0]?.fix).toBe(
      "use delta()",
    );
  });

  test("accepts counters, other functions and unknown metrics", () => {
    expect(markedTexts(rateOnGauge, "rate(cart_orders_total[5m]) > 1", { system: shop })).toEqual([]);
    expect(markedTexts(rateOnGauge, "deriv(cart_queue_length[5m]) > 1", { system: shop })).toEqual([]);
    expect(markedTexts(rateOnGauge, "rate(node_memory_MemFree_bytes[5m]) > 1")).toEqual([]);
  });

  test("warns about the rate of a recorded rate", () => {
    const findings = checkQuery(rateOnGauge, "rate(job:http_requests:rate5m[1h]) > 1");
    expect(findings).toMatchObject([{ severity: "warning", marked: "rate(job:http_requests:rate5m[1h])" }]);
    expect(markedTexts(rateOnGauge, "rate(job:http_requests:sum[1h]) > 1")).toEqual([]);
  });
});
