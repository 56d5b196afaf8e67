import { describe, expect, test } from "vitest";
import { nanWithoutTraffic } from "../../../src/check/promql/nan-without-traffic.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

describe("promql/nan-without-traffic", () => {
  const ratio = "sum(rate(hits_total[5m])) / (sum(rate(hits_total[5m])) + sum(rate(misses_total[5m])))";

  test("reports a ratio below a threshold without a guard", () => {
    expect(markedTexts(nanWithoutTraffic, `${ratio} < 0.7`)).toEqual([`${ratio} < 0.7`]);
    expect(markedTexts(nanWithoutTraffic, `${ratio} * 100 <= 70`)).toEqual([`${ratio} * 100 <= 70`]);
  });

  test.each([
    `${ratio} < 0.7 and sum(rate(hits_total[5m])) > 0.1`,
    `sum(rate(hits_total[5m])) / (sum(rate(all_total[5m])) > 0) < 0.7`,
    `${ratio} > 0.05`,
    "queue_length / queue_limit < 0.1",
    "sum(rate(hits_total[5m])) / 60 < 0.1",
  ])("takes %s", (text) => {
    expect(markedTexts(nanWithoutTraffic, text)).toEqual([]);
  });

  test("skips panels", () => {
    expect(markedTexts(nanWithoutTraffic, `${ratio} < 0.7`, { in: "panel" })).toEqual([]);
  });
});

test.each([
  "histogram_fraction(-Inf, 0.5, sum(rate(cart_rpc_duration_seconds[5m])))",
  "histogram_avg(rate(cart_rpc_duration_seconds[5m]))",
])("%s is a ratio of observations", (ratio) => {
  expect(checkQuery(nanWithoutTraffic, `${ratio} < 0.9`, { system: shop })).toHaveLength(1);
  expect(checkQuery(nanWithoutTraffic, `1 - ${ratio} < 0.9`, { system: shop })).toHaveLength(1);
  expect(checkQuery(nanWithoutTraffic, `${ratio} > 0.9`, { system: shop })).toEqual([]);
});
