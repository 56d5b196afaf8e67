import { describe, expect, test } from "vitest";
import { quantileBetweenBuckets } from "../../../src/check/alert/quantile-between-buckets.js";
import type { Check } from "../../../src/check/check.js";
import { checkQuery, markedTexts, shop } from "../promql/check-query.js";

const check: Check = quantileBetweenBuckets;
const known = { system: shop };
const quantileOf = (name: string) => `histogram_quantile(0.95, sum by (le) (rate(${name}_bucket[5m])))`;
const quantile = quantileOf("cart_http_request_duration_seconds");

describe("a threshold inside a bucket", () => {
  test("is reported with the bounds, the error and thresholds that are exact", () => {
    expect(checkQuery(check, `${quantile} > 0.8`, known)).toEqual([
      {
        marked: "0.8",
        at: expect.anything(),
        summary: "0.8 is inside the bucket from 0.5 to 1, so the quantile can be wrong by up to 0.5",
        details: expect.stringContaining("may fire at a true quantile near 0.5, and stay silent at one near 1"),
        fix: "compare with 0.5 or 1, add a bucket of 0.8 where the metric is exposed, or expose a native histogram",
      },
    ]);
  });

  test("of an alert that fires below it fires too late instead of too early", () => {
    const [finding] = checkQuery(check, `0.8 >= ${quantile}`, known);
    expect(finding?.details).toContain("may fire at a true quantile near 1, and stay silent at one near 0.5");
  });

  test("is reported in the first bucket, which begins at 0", () => {
    const [finding] = checkQuery(check, `${quantile} > 0.05`, known);
    expect(finding?.summary).toContain("inside the bucket from 0 to 0.1");
    expect(finding?.fix).toMatch(/^compare with 0\.1, /);
  });

  test("is reported beside further conditions", () => {
    expect(markedTexts(check, `(${quantile} > 0.8) and up == 1 or ${quantile} > 2`, known)).toEqual(["0.8", "2"]);
  });

  test("is reported where a recording rule computes the quantile", () => {
    const recordings = { "app:latency:p95": quantile, "app:latency:mean": "vector(1)" };
    expect(markedTexts(check, "app:latency:p95 > 0.8", { ...known, recordings })).toEqual(["0.8"]);
    expect(markedTexts(check, "app:latency:p95 > 0.5", { ...known, recordings })).toEqual([]);
    expect(markedTexts(check, "app:latency:mean > 0.8", { ...known, recordings })).toEqual([]);
  });

  test("is reported where several recording rules compute it only if it is inside a bucket of each", () => {
    const recordings = { "app:latency:p95": [quantile, quantileOf("cart_wait_seconds")] };
    expect(markedTexts(check, "app:latency:p95 > 2", { ...known, recordings })).toEqual(["2"]);
    expect(markedTexts(check, "app:latency:p95 > 1.5", { ...known, recordings })).toEqual(["1.5"]);
    expect(markedTexts(check, "app:latency:p95 > 2.5", { ...known, recordings })).toEqual([]);
    expect(markedTexts(check, "app:latency:p95 > 0.5", { ...known, recordings })).toEqual([]);
  });

  test("is reported of the classic series of a histogram that is exposed both ways", () => {
    expect(markedTexts(check, `${quantileOf("cart_wait_seconds")} > 2`, known)).toEqual(["2"]);
  });
});

describe("no finding", () => {
  test.each([
    ["a bound", `${quantile} > 0.5`],
    ["a bound within rounding", `${quantile} > 0.1 * 3 - 0.2`],
    ["the last bound", `${quantile} >= 2.5`],
    ["beyond the last bound", `${quantile} > 5`],
    ["not above 0", `${quantile} > 0`],
    ["equality", `${quantile} == 0.8`],
    ["a native histogram", "histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m]))) > 0.8"],
    ["custom buckets", "histogram_quantile(0.95, sum(rate(cart_rpc_message_bytes[5m]))) > 2000"],
    ["the native series of both", "histogram_quantile(0.95, sum(rate(cart_wait_seconds[5m]))) > 2"],
    ["no quantile", "cart_queue_length > 0.8"],
    ["an unknown histogram", `${quantileOf("other")} > 0.8`],
  ])("%s", (_, text) => {
    expect(markedTexts(check, text, known)).toEqual([]);
  });

  test("without a catalogue, or outside of alerts", () => {
    expect(markedTexts(check, `${quantile} > 0.8`)).toEqual([]);
    expect(markedTexts(check, `${quantile} > 0.8`, { ...known, in: "recording rule" })).toEqual([]);
  });
});
