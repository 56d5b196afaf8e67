import { describe, expect, test } from "vitest";
import { divisionByZeroGauge } from "../../../src/check/promql/division-by-zero-gauge.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/division-by-zero-gauge", () => {
  test("reports a gauge that is 0 when no limit is set", () => {
    const text = "container_memory_usage_bytes / container_spec_memory_limit_bytes > 0.9";
    expect(checkQuery(divisionByZeroGauge, text)).toMatchObject([
      { marked: "container_spec_memory_limit_bytes", fix: "divide by (container_spec_memory_limit_bytes > 0)" },
    ]);
    expect(markedTexts(divisionByZeroGauge, "a / sum by (b) (redis_memory_max_bytes) > 0.9")).toEqual([
      "redis_memory_max_bytes",
    ]);
  });

  test("reports a gauge of the catalogue whose name says limit", () => {
    expect(markedTexts(divisionByZeroGauge, "cart_queue_length / cart_queue_limit > 0.9", { system: shop })).toEqual([
      "cart_queue_limit",
    ]);
    expect(markedTexts(divisionByZeroGauge, "cart_queue_length / cart_queue_limit > 0.9")).toEqual([]);
  });

  test.each([
    "a / (container_spec_memory_limit_bytes > 0) > 0.9",
    "a / (container_spec_memory_limit_bytes != 0) > 0.9",
    "a / container_spec_memory_limit_bytes > 0.9 and container_spec_memory_limit_bytes > 0",
    "sum(a) / sum(redis_memory_max_bytes) > 0.9 and sum(redis_memory_max_bytes) > 0",
    "a / node_memory_MemTotal_bytes > 0.9",
  ])("takes %s", (text) => {
    expect(markedTexts(divisionByZeroGauge, text)).toEqual([]);
  });

  test("skips panels, where readers see +Inf", () => {
    expect(markedTexts(divisionByZeroGauge, "a / redis_memory_max_bytes", { in: "panel" })).toEqual([]);
  });
});
