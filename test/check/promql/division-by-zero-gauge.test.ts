import { describe, expect, test } from "vitest";
import { divisionByZeroGauge } from "../../../src/check/promql/division-by-zero-gauge.js";
import { look, marked, shop } from "./look.js";

describe("promql/division-by-zero-gauge", () => {
  test("finds a limit that is 0 where none is set", () => {
    const text = "container_memory_usage_bytes / container_spec_memory_limit_bytes > 0.9";
    expect(look(divisionByZeroGauge, text)).toMatchObject([
      { marked: "container_spec_memory_limit_bytes", fix: "divide by (container_spec_memory_limit_bytes > 0)" },
    ]);
    expect(marked(divisionByZeroGauge, "a / sum by (b) (redis_memory_max_bytes) > 0.9")).toEqual([
      "redis_memory_max_bytes",
    ]);
  });

  test("finds a gauge of the catalogue that is a limit by its name", () => {
    expect(marked(divisionByZeroGauge, "cart_queue_length / cart_queue_limit > 0.9", { system: shop })).toEqual([
      "cart_queue_limit",
    ]);
    expect(marked(divisionByZeroGauge, "cart_queue_length / cart_queue_limit > 0.9")).toEqual([]);
  });

  test.each([
    "a / (container_spec_memory_limit_bytes > 0) > 0.9",
    "a / (container_spec_memory_limit_bytes != 0) > 0.9",
    "a / container_spec_memory_limit_bytes > 0.9 and container_spec_memory_limit_bytes > 0",
    "sum(a) / sum(redis_memory_max_bytes) > 0.9 and sum(redis_memory_max_bytes) > 0",
    "a / node_memory_MemTotal_bytes > 0.9",
  ])("takes %s", (text) => {
    expect(marked(divisionByZeroGauge, text)).toEqual([]);
  });

  test("says nothing in a panel, where +Inf is there to be seen", () => {
    expect(marked(divisionByZeroGauge, "a / redis_memory_max_bytes", { in: "panel" })).toEqual([]);
  });
});
