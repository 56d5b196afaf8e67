import { describe, expect, test } from "vitest";
import { unknownMetric } from "../../../src/check/promql/unknown-metric.js";
import { counter, histogram, system } from "../../../src/index.js";
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

  test("suggests the OpenTelemetry name of a metric that is written as Prometheus 2 translates it", () => {
    const store = system("store", { labels: {} });
    store.service("basket", {
      requests: counter("http.server.requests", { help: "Requests" }),
      duration: histogram("http.server.request.duration", { help: "Time", buckets: [1] }),
    });
    const fixOf = (expr: string) => checkQuery(unknownMetric, expr, { system: store })[0]?.fix;
    expect(fixOf("rate(http_server_requests_total[5m]) > 1")).toBe("write http.server.requests");
    expect(fixOf("rate(http_server_request_duration_seconds_count[5m]) > 1")).toBe(
      "write http.server.request.duration_count",
    );
  });

  test.each([
    ["too far from any", "sum(cart_sessions) > 1"],
    ["near a counter, but used as a gauge", "deriv(cart_order_total[5m]) > 1"],
    ["near a gauge, but used as a counter", "rate(cart_queue_lenght[5m]) > 1"],
    ["near a counter, but used as buckets", "histogram_quantile(0.9, rate(cart_order_total[5m])) > 1"],
  ])("suggests nothing for a name %s", (_, expr) => {
    expect(checkQuery(unknownMetric, expr, known).map(({ fix }) => fix)).toEqual([undefined]);
  });

  test("suggests a metric of the type that it is used as", () => {
    const fixOf = (expr: string) => checkQuery(unknownMetric, expr, known)[0]?.fix;
    expect(fixOf("deriv(cart_queue_lenght[5m]) > 1")).toBe("write cart_queue_length");
    expect(fixOf("rate(cart_orders[5m]) > 1")).toBe("write cart_orders_total");
    expect(fixOf("histogram_quantile(0.9, rate(cart_waits_seconds_bucket[5m])) > 1")).toBe(
      "write cart_wait_seconds_bucket",
    );
    expect(fixOf("histogram_quantile(0.9, rate(cart_rpc_duration_second[5m])) > 1")).toBe(
      "write cart_rpc_duration_seconds",
    );
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
