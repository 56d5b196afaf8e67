import { expect, test } from "vitest";
import { nativeAsClassic } from "../../../src/check/promql/native-as-classic.js";
import { unknownLabel } from "../../../src/check/promql/unknown-label.js";
import { unknownMetric } from "../../../src/check/promql/unknown-metric.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

const known = { system: shop };

test.each([
  ["cart_rpc_duration_seconds_bucket", "histogram_quantile(0.95, sum(rate(cart_rpc_duration_seconds[5m])))"],
  ["cart_rpc_duration_seconds_count", "histogram_count(rate(cart_rpc_duration_seconds[5m]))"],
  ["cart_rpc_duration_seconds_sum", "histogram_sum(rate(cart_rpc_duration_seconds[5m]))"],
])("%s does not exist", (name, fix) => {
  const expr = `sum(rate(${name}[5m])) > 1`;
  expect(checkQuery(nativeAsClassic, expr, known)).toMatchObject([
    { marked: name, summary: expect.stringContaining("is a native histogram"), fix: expect.stringContaining(fix) },
  ]);
  expect(checkQuery(unknownMetric, expr, known)).toEqual([]);
});

test("there is no label le to group or to select by", () => {
  const grouped = "histogram_quantile(0.9, sum by (le, app) (rate(cart_rpc_duration_seconds[5m]))) > 1";
  const selected = 'histogram_count(sum(rate(cart_rpc_duration_seconds{le="0.5"}[5m]))) > 1';
  expect(checkQuery(nativeAsClassic, grouped, known)).toMatchObject([
    { marked: "le", summary: "by (le): a native histogram has no label le", fix: "leave le out" },
  ]);
  expect(markedTexts(nativeAsClassic, selected, known)).toEqual(["le"]);
  expect(checkQuery(unknownLabel, grouped, known)).toEqual([]);
  expect(checkQuery(unknownLabel, selected, known)).toEqual([]);
});

test("a histogram that is exposed both ways has both series", () => {
  for (const expr of [
    "histogram_quantile(0.9, sum by (le) (rate(cart_wait_seconds_bucket[5m]))) > 1",
    "histogram_quantile(0.9, sum(rate(cart_wait_seconds[5m]))) > 1",
  ]) {
    expect(checkQuery(nativeAsClassic, expr, known)).toEqual([]);
    expect(checkQuery(unknownMetric, expr, known)).toEqual([]);
  }
});

test("a rule may record the name, and other metrics are not meant", () => {
  const count = "cart_rpc_duration_seconds_count > 1";
  expect(checkQuery(nativeAsClassic, count, { ...known, recorded: ["cart_rpc_duration_seconds_count"] })).toEqual([]);
  expect(checkQuery(nativeAsClassic, "other_count > 1", known)).toEqual([]);
  expect(checkQuery(nativeAsClassic, count)).toEqual([]);
});
