import { describe, expect, test } from "vitest";
import { quantileNeedsLe } from "../../../src/check/promql/quantile-needs-le.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/quantile-needs-le", () => {
  test("reports buckets without `le`, at the clause that drops it", () => {
    const text = "histogram_quantile(0.95, sum by (job) (rate(request_seconds_bucket[5m]))) > 1";
    const [finding] = checkQuery(quantileNeedsLe, text);
    expect(finding).toMatchObject({ marked: "(job)" });
    expect(finding?.severity).toBeUndefined();
    expect(markedTexts(quantileNeedsLe, "histogram_quantile(0.95, sum(rate(request_seconds_bucket[5m]))) > 1")).toEqual(
      ["sum"],
    );
    expect(
      markedTexts(quantileNeedsLe, "histogram_quantile(0.95, sum without (le) (rate(request_seconds_bucket[5m]))) > 1"),
    ).toEqual(["(le)"]);
  });

  test("reports a quantile per series, with the corrected expression", () => {
    const text = "histogram_quantile(0.95, rate(request_seconds_bucket[5m])) > 1";
    expect(checkQuery(quantileNeedsLe, text)).toMatchObject([
      {
        severity: "info",
        marked: "histogram_quantile(0.95, rate(request_seconds_bucket[5m]))",
        fix: expect.stringContaining("histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m])))"),
      },
    ]);
    expect(
      checkQuery(quantileNeedsLe, "histogram_quantile(0.95, rate(request_seconds_bucket[5m]))", { in: "panel" }),
    ).toMatchObject([{ severity: "info" }]);
  });

  test.each([
    "histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m]))) > 1",
    "histogram_quantile(0.95, sum by (le, job) (rate(request_seconds_bucket[5m]))) > 1",
    "histogram_quantile(0.95, sum without (instance) (rate(request_seconds_bucket[5m]))) > 1",
    "histogram_quantile(0.95, job:request_seconds_bucket:rate5m) > 1",
    "histogram_quantile(0.95, sum by (job) (rate(request_seconds[5m]))) > 1",
  ])("takes %s", (text) => {
    expect(markedTexts(quantileNeedsLe, text)).toEqual([]);
  });
});

test("a quantile of each series of a native histogram is one of a handful of requests", () => {
  const each = "histogram_quantile(0.95, rate(cart_rpc_duration_seconds[5m])) > 1";
  expect(checkQuery(quantileNeedsLe, each, { system: shop })).toMatchObject([
    {
      severity: "warning",
      summary: "a separate quantile for each series of cart_rpc_duration_seconds, not one over all of them",
      fix: "write histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m]))), with the labels to split by",
    },
  ]);
  const all = "histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m]))) > 1";
  expect(checkQuery(quantileNeedsLe, all, { system: shop })).toEqual([]);
});
