import { describe, expect, test } from "vitest";
import { aggregatedQuantile } from "../../../src/check/promql/aggregated-quantile.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

const quantile = "histogram_quantile(0.95, sum by (pod, le) (rate(http_seconds_bucket[5m])))";

describe("promql/aggregated-quantile", () => {
  test("reports quantiles that are merged, and says what to write", () => {
    expect(checkQuery(aggregatedQuantile, `avg(${quantile})`)).toMatchObject([
      {
        marked: "avg",
        summary: "avg() of quantiles is not a quantile",
        fix: "aggregate the buckets, then take the quantile: histogram_quantile(0.95, sum by (le) (rate(…)))",
      },
    ]);
    expect(checkQuery(aggregatedQuantile, `sum by (app) (${quantile} * 1000 > 5)`)[0]?.fix).toContain(
      "sum by (app, le)",
    );
  });

  test.each(["avg", "sum", "stddev"])("%s() of a summary's quantiles", (operator) => {
    expect(markedTexts(aggregatedQuantile, `${operator} by (app) (rpc_seconds{quantile="0.9"})`)).toEqual([operator]);
  });

  test("follows recording rules", () => {
    const recordings = { "pod:http:p95": quantile, "pod:http:max": `max(${quantile})` };
    expect(markedTexts(aggregatedQuantile, "avg(pod:http:p95)", { recordings })).toEqual(["avg"]);
    expect(markedTexts(aggregatedQuantile, "avg(pod:http:max)", { recordings })).toEqual([]);
  });

  test("native histograms need no le", () => {
    const text = "avg by (app) (histogram_quantile(0.9, rate(cart_rpc_duration_seconds[5m])))";
    expect(checkQuery(aggregatedQuantile, text, { system: shop })[0]?.fix).toContain("sum by (app) (rate(…))");
  });

  test.each([
    `max(${quantile})`,
    `min(${quantile})`,
    `topk(5, ${quantile})`,
    `count(${quantile} > 1)`,
    // Each group has one series.
    `avg by (pod) (${quantile})`,
    `avg without (app) (${quantile})`,
    "avg(histogram_quantile(0.95, sum by (le) (rate(http_seconds_bucket[5m]))))",
    'avg by (instance) (rpc_seconds{quantile="0.9"})',
    // The longest and the shortest observation.
    'avg(rpc_seconds{quantile="1"})',
    "avg(rpc_seconds_sum)",
    "avg(unknown:p95)",
  ])("%s is fine", (text) => {
    expect(markedTexts(aggregatedQuantile, text)).toEqual([]);
  });
});
