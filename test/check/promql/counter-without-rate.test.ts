import { describe, expect, test } from "vitest";
import { counterWithoutRate } from "../../../src/check/promql/counter-without-rate.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/counter-without-rate", () => {
  const known = { system: shop };

  test("reports the raw value of a counter", () => {
    expect(markedTexts(counterWithoutRate, "cart_orders_total > 100", known)).toEqual(["cart_orders_total"]);
    expect(markedTexts(counterWithoutRate, "sum(cart_orders_total) > 100", known)).toEqual(["cart_orders_total"]);
  });

  test.each([
    "rate(cart_orders_total[5m]) > 1",
    "absent(cart_orders_total)",
    "count(cart_orders_total) < 3",
    "cart_orders_total - cart_orders_total offset 1h > 10",
    "cart_queue_length > 5 and cart_orders_total",
    "rate(cart_orders_total[5m])[1h:1m] offset 1h",
  ])("accepts an expression that does not depend on the raw value: %s", (text) => {
    expect(markedTexts(counterWithoutRate, text, { ...known, in: "panel" })).toEqual([]);
  });

  test("is info in a panel, or if only the name suggests a counter", () => {
    expect(checkQuery(counterWithoutRate, "http_requests_total > 100")[0]?.severity).toBe("info");
    expect(checkQuery(counterWithoutRate, "sum(cart_orders_total)", { ...known, in: "panel" })[0]?.severity).toBe(
      "info",
    );
  });

  test("does not assume that every `_total` is a counter", () => {
    expect(markedTexts(counterWithoutRate, "container_fs_inodes_total > 100")).toEqual([]);
  });

  test("reports a counter once", () => {
    expect(markedTexts(counterWithoutRate, "cart_orders_total > 1 or cart_orders_total < 5", known)).toHaveLength(1);
  });
});

test("a native histogram counts, too", () => {
  const expr = "histogram_quantile(0.95, sum(cart_rpc_duration_seconds)) > 1";
  expect(checkQuery(counterWithoutRate, expr, { system: shop })).toMatchObject([
    {
      marked: "cart_rpc_duration_seconds",
      summary: "cart_rpc_duration_seconds is a native histogram, but is used without rate()",
    },
  ]);
  const rated = "histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m]))) > 1";
  expect(checkQuery(counterWithoutRate, rated, { system: shop })).toEqual([]);
});
