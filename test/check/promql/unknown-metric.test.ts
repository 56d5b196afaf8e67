import { describe, expect, test } from "vitest";
import { unknownMetric } from "../../../src/check/promql/unknown-metric.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unknown-metric", () => {
  const known = { system: shop };

  test("reports a metric that no service exposes, and suggests the nearest", () => {
    const [finding] = checkQuery(unknownMetric, "sum(rate(cart_order_total[5m])) > 1", known);
    expect(finding).toMatchObject({ marked: "cart_order_total", fix: "write cart_orders_total" });
  });

  test("suggests the metric with the missing prefix", () => {
    const [finding] = checkQuery(unknownMetric, "rate(http_requests_total[5m]) > 1", known);
    expect(finding?.fix).toBe("write cart_http_requests_total");
  });

  test("reports a name in a matcher, and a pattern that matches no name", () => {
    expect(markedTexts(unknownMetric, `{__name__="orders"} > 1`, known)).toEqual([`{__name__="orders"}`]);
    expect(markedTexts(unknownMetric, `{__name__=~"orders_.+"} > 1`, known)).toEqual([`__name__=~"orders_.+"`]);
    expect(markedTexts(unknownMetric, `{__name__=~"cart_.+"} > 1`, known)).toEqual([]);
  });

  test("knows recorded series, and those that Prometheus writes itself", () => {
    const around = { system: shop, recorded: ["cart:orders:rate5m"] };
    expect(markedTexts(unknownMetric, "cart:orders:rate5m > 1 and on () up == 1 unless ALERTS", around)).toEqual([]);
  });

  test("skips runs without a catalogue, and names from dashboard variables", () => {
    expect(markedTexts(unknownMetric, "no_such_metric > 1")).toEqual([]);
    expect(markedTexts(unknownMetric, `{__name__="$metric"}`, { system: shop, in: "panel" })).toEqual([]);
  });
});
