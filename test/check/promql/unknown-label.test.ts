import { describe, expect, test } from "vitest";
import { unknownLabel } from "../../../src/check/promql/unknown-label.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/unknown-label", () => {
  const known = { system: shop };

  test("reports a matcher on a missing label, and suggests the nearest", () => {
    const [finding] = checkQuery(unknownLabel, `rate(cart_http_requests_total{statsu="500"}[5m]) > 1`, known);
    expect(finding).toMatchObject({ marked: "statsu", fix: "write status" });
  });

  test("reports grouping by a missing label", () => {
    expect(markedTexts(unknownLabel, "sum by (app, zone) (cart_queue_length) > 1", known)).toEqual(["zone"]);
  });

  test("knows labels that scraping and functions add", () => {
    expect(markedTexts(unknownLabel, "sum by (job, instance, pod, app) (cart_queue_length) > 1", known)).toEqual([]);
    const replaced = `sum by (zone) (label_replace(cart_queue_length, "zone", "$1", "pod", "(.)-.*")) > 1`;
    expect(markedTexts(unknownLabel, replaced, known)).toEqual([]);
  });

  test("reports a label that an inner aggregation drops, without a catalogue", () => {
    expect(markedTexts(unknownLabel, "max by (job) (sum by (instance) (up)) > 1")).toEqual(["job"]);
    expect(markedTexts(unknownLabel, "max by (job) (sum by (job, instance) (up)) > 1")).toEqual([]);
  });

  test("reports a group_left label that the other side lacks", () => {
    const text = "up * on (job) group_left (version) sum by (job) (build_info) > 1";
    expect(markedTexts(unknownLabel, text)).toEqual(["version"]);
  });

  test("reports a label to group by that a match drops, without a catalogue", () => {
    expect(markedTexts(unknownLabel, "sum by (pod) (up * on (job) build_info) > 1")).toEqual(["pod"]);
    expect(markedTexts(unknownLabel, "sum by (pod) (up * on (job, pod) build_info) > 1")).toEqual([]);
  });

  test("warns about an on label that neither side has", () => {
    const text = "sum by (app) (cart_queue_length) / on (app, zone) sum by (app) (cart_queue_limit) > 1";
    expect(checkQuery(unknownLabel, text, known)).toMatchObject([{ marked: "zone", severity: "warning" }]);
  });

  test("skips unknown metrics, and labels from dashboard variables", () => {
    expect(markedTexts(unknownLabel, `sum by (zone) (other_metric{zone="a"}) > 1`, known)).toEqual([]);
    expect(markedTexts(unknownLabel, "sum by ($split) (cart_queue_length)", { system: shop, in: "panel" })).toEqual([]);
  });
});
