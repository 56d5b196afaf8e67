import { describe, expect, test } from "vitest";
import { neverTrue } from "../../../src/check/promql/never-true.js";
import { checkQuery, markedTexts, shop } from "./check-query.js";

const errors = 'sum(rate(http_requests_total{status="500"}[5m]))';
const all = "sum(rate(http_requests_total[5m]))";

describe("promql/never-true", () => {
  test.each([
    "rate(errors_total[5m]) < 0",
    "0 > rate(errors_total[5m])",
    "increase(errors_total[1h]) == -1",
    "count by (job) (ready) == 0",
    "count(ready) < 1",
    "count_over_time(ready[5m]) == 0",
    "absent(ready) == 0",
    "up > 1",
    "up == 2",
    "avg by (job) (up) > 1",
    "sum by (job) (ready == 0) > 0",
    `${errors} / ${all} > 5`,
    `100 * ${errors} / ${all} > 100`,
    `(${errors} / ${all}) * 100 > 500`,
    `1 - ${errors} / ${all} > 1`,
    `(${errors} or 0 * ${all}) / ${all} > 2`,
    `100 * (${errors} or ${all} * 0) / ${all} > 200`,
    `(0.5 * (${errors} or vector(0) * 0)) / ${all} > 0.5`,
    "sum(rate(hits_total[5m])) / (sum(rate(hits_total[5m])) + sum(rate(misses_total[5m]))) > 90",
    "(1 - rate(idle_total[5m])) * 100 > 120",
    "clamp_max(queue, 10) > 10",
    "abs(queue) < 0",
    "stddev(queue) < 0",
    "(queue > 100) < 50",
    "(queue > 0) == 0",
    "0 == (0 < queue)",
    "(queue > 2 * 5) <= 10",
    "(queue < 5) >= 5",
    "(queue != 0) == bool 0",
    "histogram_fraction(0, 1, rate(rpc_seconds[5m])) > 1",
    "day_of_week(time_seconds) == 7",
    'count(ready{app="a"}) / count(ready) > 2',
  ])("%s", (text) => {
    expect(markedTexts(neverTrue, text)).toEqual([text]);
  });

  test.each([
    "rate(errors_total[5m]) <= 0",
    "queue < 0",
    "count(ready) or vector(0) == 0",
    "(count(ready) or vector(0)) == 0",
    "count(ready) == 1",
    "sum(queue) < 0",
    "sum by (job) (ready == 1) > 0",
    "count by (job) (ready == 0) > 0",
    `${errors} / ${all} >= 1`,
    `(${errors} or 0 * ${all}) / ${all} > 0.99`,
    `(${errors} or 2 * ${all}) / ${all} > 1.5`,
    `(${errors} or sum(rate(other_total[5m]))) / ${all} > 2`,
    `(-1 * (${errors} or -3 * ${all})) / ${all} > 2`,
    "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 5",
    // The part has series that the whole lacks, or other groups.
    `sum(rate(http_requests_total[5m])) / sum(rate(http_requests_total{status="200"}[5m])) > 5`,
    `sum(rate(x_total{a="1"}[1h])) / sum(rate(x_total[5m])) > 5`,
    `sum(rate(x_total{a="1"}[5m])) / sum by (pod) (rate(x_total[5m])) > 5`,
    `sum(rate(x_total{a="1"}[5m] offset 1d)) / sum(rate(x_total[5m])) > 5`,
    `sum(queue{a="1"}) / sum(queue) > 5`,
    "sum(rate(hits_total[5m])) / (sum(rate(hits_total[5m])) - sum(rate(misses_total[5m]))) > 90",
    "delta(queue[5m]) < 0",
    "deriv(queue[5m]) < 0",
    "quantile(2, up) > 1",
    "rate(a_total[5m]) - rate(b_total[5m]) < 0",
    "rate(a_total[5m]) / queue < 0",
    "-rate(a_total[5m]) < 0",
    "up == bool 0",
    "queue % 5 > 5",
    "vector(1) > 2",
    "$threshold > 2",
    "rate(a_total[5m]) > NaN",
  ])("%s may hold", (text) => {
    expect(markedTexts(neverTrue, text, { in: text.includes("$") ? "panel" : "alert" })).toEqual([]);
  });

  test("says what to write", () => {
    expect(checkQuery(neverTrue, `${errors} / ${all} > 5`)).toMatchObject([
      { summary: "never true: the compared value is never above 1", fix: "write 0.05 for 5 %" },
    ]);
    expect(checkQuery(neverTrue, "count(ready) == bool 0")).toMatchObject([
      { summary: "never true: `count(ready)` is never below 1", details: "The comparison gives 0, whatever happens." },
    ]);
    expect(checkQuery(neverTrue, "hour() > 23 and on() queue", { in: "recording rule" })).toMatchObject([
      { fix: "compare with a value from 0 up to 23", details: "The comparison yields nothing, whatever happens." },
    ]);
  });

  test("knows the type of a metric by its catalogue", () => {
    expect(markedTexts(neverTrue, "cart_orders_total < 0", { system: shop })).toEqual(["cart_orders_total < 0"]);
    expect(markedTexts(neverTrue, "cart_queue_length < 0", { system: shop })).toEqual([]);
    expect(markedTexts(neverTrue, "cart_http_request_duration_seconds_sum < 0", { system: shop })).toEqual([]);
  });

  test.each(["(queue >= 0) == 0", "(queue > 0) == 1", "(queue > bool 0) == 0", "(queue > 0) != 0", "(0 > queue) < 0"])(
    "a comparison that a filter leaves something for: %s",
    (text) => expect(markedTexts(neverTrue, text)).toEqual([]),
  );

  test("follows recording rules, also in circles", () => {
    const recordings = {
      "job:errors:ratio5m": `${errors} / ${all}`,
      "job:errors:percent5m": "100 * job:errors:ratio5m",
      "a:a": "b:b + 1",
      "b:b": "a:a",
    };
    expect(markedTexts(neverTrue, "job:errors:percent5m > 101", { recordings })).toHaveLength(1);
    expect(markedTexts(neverTrue, "job:errors:percent5m > 5", { recordings })).toEqual([]);
    expect(markedTexts(neverTrue, "a:a < 0", { recordings })).toEqual([]);
  });
});
