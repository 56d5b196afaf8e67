import { describe, expect, test } from "vitest";
import { unknownLabel } from "../../../src/check/promql/unknown-label.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unknown-label", () => {
  const known = { system: shop };

  test("finds a matcher for a label that the metric lacks, and names the nearest", () => {
    const [finding] = checkQuery(unknownLabel, `rate(cart_http_requests_total{statsu="500"}[5m]) > 1`, known);
    expect(finding).toMatchObject({ marked: "statsu", fix: "write status" });
  });

  test("finds a label that nothing can be split by", () => {
    expect(markedTexts(unknownLabel, "sum by (app, zone) (cart_queue_length) > 1", known)).toEqual(["zone"]);
  });

  test("knows what scraping adds, and what functions make", () => {
    expect(markedTexts(unknownLabel, "sum by (job, instance, pod, app) (cart_queue_length) > 1", known)).toEqual([]);
    const replaced = `sum by (zone) (label_replace(cart_queue_length, "zone", "$1", "pod", "(.)-.*")) > 1`;
    expect(markedTexts(unknownLabel, replaced, known)).toEqual([]);
  });

  test("finds a label that an inner aggregation has dropped, without any catalogue", () => {
    expect(markedTexts(unknownLabel, "max by (job) (sum by (instance) (up)) > 1")).toEqual(["job"]);
    expect(markedTexts(unknownLabel, "max by (job) (sum by (job, instance) (up)) > 1")).toEqual([]);
  });

  test("finds what group_left cannot bring along", () => {
    const text = "up * on (job) group_left (version) sum by (job) (build_info) > 1";
    expect(markedTexts(unknownLabel, text)).toEqual([]);
    expect(
      markedTexts(unknownLabel, `sum by (job) (up) * on (job) group_left (version) sum by (job) (build_info) > 1`),
    ).toEqual(["version"]);
  });

  test("only warns of a label to match by that neither side has", () => {
    const text = "sum by (app) (cart_queue_length) / on (app, zone) sum by (app) (cart_queue_limit) > 1";
    expect(checkQuery(unknownLabel, text, known)).toMatchObject([{ marked: "zone", severity: "warning" }]);
  });

  test("says nothing of metrics it does not know, nor of labels that a dashboard fills in", () => {
    expect(markedTexts(unknownLabel, `sum by (zone) (other_metric{zone="a"}) > 1`, known)).toEqual([]);
    expect(markedTexts(unknownLabel, "sum by ($split) (cart_queue_length)", { system: shop, in: "panel" })).toEqual([]);
  });
});
