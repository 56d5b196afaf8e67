import { expect, test } from "vitest";
import { windowOfName } from "../../../src/check/rules/window-in-name.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test("a name that ends in another window is found", () => {
  const [found] = findings(windowOfName, record("job:errors:rate5m", "sum by (job) (rate(errors_total[10m]))"));
  expect(found).toMatchObject({
    summary: "the name ends in 5m, but the expression looks back 10m",
    fix: "rename it to `job:errors:rate10m`, or set the window to 5m",
  });
  expect(locationText(found!)).toBe("record");
});

test.each([
  ["job:errors:ratio_rate5m", "rate(a_total[10m]) / rate(b_total[1h])", "10m and 1h"],
  ["job:latency:p95_rate5m", "histogram_quantile(0.95, sum by (le) (rate(a_bucket[1m])))", "1m"],
  ["job:load:max1h", "max_over_time(load[30m:1m])", "30m"],
  ["all:errors:rate5m", "sum(job:errors:rate10m)", "10m"],
])("%s over %s", (name, expr, window) => {
  expect(summaries(windowOfName, record(name, expr))).toEqual([
    `the name ends in ${name.endsWith("1h") ? "1h" : "5m"}, but the expression looks back ${window}`,
  ]);
});

test.each([
  ["one of several windows", "job:errors:rate5m", "rate(a_total[5m]) / rate(b_total[1h])"],
  ["the same window in other units", "job:errors:rate60m", "rate(a_total[1h])"],
  ["an offset", "job:errors:offset1d", "rate(a_total[5m] offset 1d)"],
  ["a window in the name of what is read", "all:errors:rate5m", "sum(job:errors:rate5m)"],
  ["no window at all", "job:up:sum5m", "sum(up)"],
  ["a name without a window", "job:latency:p95", "histogram_quantile(0.95, rate(a_bucket[1m]))"],
  ["a name that is not recorded by convention", "errors_5m", "rate(a_total[1m])"],
])("%s is right", (_, name, expr) => {
  expect(summaries(windowOfName, record(name, expr))).toEqual([]);
});

test("alerts may be called anything", () => {
  expect(summaries(windowOfName, alert({ alert: "job:errors:rate5m", expr: "rate(a_total[1m]) > 1" }))).toEqual([]);
});
