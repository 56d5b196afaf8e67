import { describe, expect, test } from "vitest";
import { thresholdBeyondBuckets } from "../../../src/check/promql/threshold-beyond-buckets.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/threshold-beyond-buckets", () => {
  const known = { system: shop };
  const quantile = "histogram_quantile(0.95, sum by (le) (rate(cart_http_request_duration_seconds_bucket[5m])))";

  test("reports a threshold above the last bucket", () => {
    expect(checkQuery(thresholdBeyondBuckets, `${quantile} > 5`, known)).toMatchObject([
      { marked: "5", details: expect.stringContaining("never true") },
    ]);
    expect(checkQuery(thresholdBeyondBuckets, `5 >= ${quantile}`, known)[0]?.details).toContain("always true");
  });

  test("accepts thresholds within the buckets, and the last bound if the quantile can reach it", () => {
    expect(markedTexts(thresholdBeyondBuckets, `${quantile} > 1`, known)).toEqual([]);
    expect(markedTexts(thresholdBeyondBuckets, `${quantile} >= 2.5`, known)).toEqual([]);
    expect(markedTexts(thresholdBeyondBuckets, `${quantile} > 2.5`, known)).toEqual(["2.5"]);
  });

  test("skips unknown buckets", () => {
    expect(
      markedTexts(thresholdBeyondBuckets, "histogram_quantile(0.95, rate(other_bucket[5m])) > 100", known),
    ).toEqual([]);
    expect(markedTexts(thresholdBeyondBuckets, `${quantile} > 5`)).toEqual([]);
  });
});

test("custom buckets of a native histogram have a last bound, too; exponential ones do not", () => {
  const quantile = (name: string) => `histogram_quantile(0.95, sum(rate(${name}[5m])))`;
  const known = { system: shop };
  expect(markedTexts(thresholdBeyondBuckets, `${quantile("cart_rpc_message_bytes")} > 6000`, known)).toEqual(["6000"]);
  expect(markedTexts(thresholdBeyondBuckets, `${quantile("cart_rpc_duration_seconds")} > 6000`, known)).toEqual([]);
});
