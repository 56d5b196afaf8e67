import { describe, expect, test } from "vitest";
import { unmatchedLabels } from "../../../src/check/promql/unmatched-labels.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unmatched-labels", () => {
  test("reports a matched label that only one side keeps", () => {
    const text = "sum by (job, instance) (a) / sum by (job) (b) > 1";
    expect(checkQuery(unmatchedLabels, text)).toMatchObject([
      {
        marked: "/",
        severity: "warning",
        summary: expect.stringContaining(`only the left one has the label "instance"`),
      },
    ]);
    expect(markedTexts(unmatchedLabels, "sum by (job) (a) / sum(b) > 1")).toEqual(["/"]);
  });

  test("reports it in on (…)", () => {
    const text = "sum by (job) (a) / on (job, zone) sum by (job, zone) (b) > 1";
    expect(markedTexts(unmatchedLabels, text)).toEqual(["/ on (job, zone)"]);
  });

  test("reports only the innermost operator", () => {
    const inner = "sum by (job) (a) / sum by (job, pod) (b)";
    expect(markedTexts(unmatchedLabels, `${inner} + sum by (job, pod) (c) > 1`)).toEqual(["/"]);
    expect(markedTexts(unmatchedLabels, `sum by (pod) (${inner}) - sum by (pod) (c) > 1`)).toEqual(["/"]);
    expect(markedTexts(unmatchedLabels, `(${inner}) > 1 or (sum by (job) (a) * sum by (job, pod) (b)) > 1`)).toEqual([
      "/",
      "*",
    ]);
  });

  test("is an error if a matcher requires the label", () => {
    const [finding] = checkQuery(unmatchedLabels, `a{zone="x"} / on (zone) sum by (job) (b) > 1`);
    expect(finding?.severity).toBeUndefined();
    expect(finding?.marked).toBe("/ on (zone)");
  });

  test("reports operands that select different values", () => {
    expect(markedTexts(unmatchedLabels, `a{state="hit"} / a{state="miss"} > 1`)).toEqual(["/"]);
    expect(
      markedTexts(unmatchedLabels, `sum by (state) (a{state="hit"}) / sum by (state) (a{state="miss"}) > 1`),
    ).toEqual(["/"]);
  });

  test.each([
    "sum by (job) (a) / sum by (job) (b) > 1",
    "sum by (job, instance) (a) / on (job) group_left () sum by (job) (b) > 1",
    "sum by (job, instance) (a) / ignoring (instance) group_left () sum by (job) (b) > 1",
    "sum by (job) (a) > scalar(sum(b))",
    "sum by (job) (a) / 100 > 1",
    "sum by (job) (a) or sum by (instance) (b) > 1",
    "rate(a[5m]) / sum by (job) (b) > 1",
    `a{state="hit"} / ignoring (state) a{state="miss"} > 1`,
    `sum(a{state="hit"}) / sum(a{state="miss"}) > 1`,
    "sum by (cluster, job) (a) / on (cluster, job) sum by (cluster, job) (b) > 1",
    "sum by (job) (a) > time() - 5",
  ])("takes %s", (text) => {
    expect(markedTexts(unmatchedLabels, text)).toEqual([]);
  });

  test("knows the labels of a metric from the catalogue", () => {
    const text = "cart_queue_length > 1 and rate(cart_orders_total[5m]) > 1";
    expect(markedTexts(unmatchedLabels, text, { system: shop })).toEqual(["and"]);
  });
});
