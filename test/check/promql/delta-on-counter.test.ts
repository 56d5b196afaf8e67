import { describe, expect, test } from "vitest";
import { deltaOnCounter } from "../../../src/check/promql/delta-on-counter.js";
import { look, marked, shop } from "./look.js";

describe("promql/delta-on-counter", () => {
  test("finds delta() and deriv() of a counter, by the catalogue or by the name", () => {
    expect(look(deltaOnCounter, "delta(cart_orders_total[5m]) > 1", { system: shop })).toMatchObject([
      { marked: "delta(cart_orders_total[5m])", fix: "use increase()" },
    ]);
    expect(look(deltaOnCounter, "deriv(requests_total[5m]) > 1")[0]?.fix).toBe("use rate()");
  });

  test("says nothing of gauges", () => {
    expect(marked(deltaOnCounter, "delta(cart_queue_length[5m]) > 1", { system: shop })).toEqual([]);
    expect(marked(deltaOnCounter, "delta(queue_length[5m]) > 1")).toEqual([]);
  });
});
