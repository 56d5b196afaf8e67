import { describe, expect, test } from "vitest";
import { unaggregatedAlert } from "../../../src/check/promql/unaggregated-alert.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unaggregated-alert", () => {
  test("reports a rate that is compared per pod", () => {
    const findings = checkQuery(unaggregatedAlert, "rate(cart_orders_total[5m]) > 0.1", { system: shop });
    expect(findings).toMatchObject([
      { marked: "rate(cart_orders_total[5m])", summary: expect.stringContaining("each pod") },
    ]);
  });

  test("reports it in a ratio", () => {
    const text = `rate(cart_http_requests_total{status="500"}[5m]) / ignoring (status) rate(cart_http_requests_total{status="200"}[5m]) > 0.1`;
    expect(markedTexts(unaggregatedAlert, text, { system: shop })).toHaveLength(1);
  });

  test.each([
    "sum by (app) (rate(cart_orders_total[5m])) > 0.1",
    `rate(cart_orders_total{pod="cart-0"}[5m]) > 0.1`,
    "rate(cart_orders_total[5m]) == 0",
    "cart_queue_length > 5",
  ])("takes %s", (text) => {
    expect(markedTexts(unaggregatedAlert, text, { system: shop })).toEqual([]);
  });

  test("reports only request counters without a catalogue, at info", () => {
    expect(checkQuery(unaggregatedAlert, "rate(http_requests_total[5m]) > 0.1")).toMatchObject([{ severity: "info" }]);
    expect(markedTexts(unaggregatedAlert, "rate(node_disk_read_bytes_total[5m]) > 0.1")).toEqual([]);
  });
});
