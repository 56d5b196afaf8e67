import { describe, expect, test } from "vitest";
import { quantileOnNonHistogram } from "../../../src/check/promql/quantile-on-non-histogram.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/quantile-on-non-histogram", () => {
  test("reports a quantile of series without buckets", () => {
    const text = "histogram_quantile(0.95, sum by (le) (rate(cart_http_request_duration_seconds_sum[5m]))) > 1";
    expect(checkQuery(quantileOnNonHistogram, text, { system: shop })).toMatchObject([
      { marked: "cart_http_request_duration_seconds_sum", fix: "write cart_http_request_duration_seconds_bucket" },
    ]);
    expect(
      markedTexts(quantileOnNonHistogram, "histogram_quantile(0.9, cart_queue_length) > 1", { system: shop }),
    ).toEqual(["cart_queue_length"]);
  });

  test("warns if only the name suggests it", () => {
    const findings = checkQuery(quantileOnNonHistogram, "histogram_quantile(0.9, rate(requests_total[5m])) > 1");
    expect(findings).toMatchObject([{ severity: "warning", marked: "requests_total" }]);
  });

  test("accepts native histograms and buckets", () => {
    expect(
      markedTexts(quantileOnNonHistogram, "histogram_quantile(0.9, rate(request_duration_seconds[5m])) > 1"),
    ).toEqual([]);
    const text = "histogram_quantile(0.9, rate(cart_http_request_duration_seconds_bucket[5m])) > 1";
    expect(markedTexts(quantileOnNonHistogram, text, { system: shop })).toEqual([]);
  });
});

test("a native histogram needs no buckets of its own", () => {
  const expr = "histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m]))) > 1";
  expect(checkQuery(quantileOnNonHistogram, expr, { system: shop })).toEqual([]);
});
