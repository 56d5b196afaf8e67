import { expect, test } from "vitest";
import { noComparison } from "../../../src/check/alert/no-comparison.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test.each([
  "cart_queue_length",
  "sum by (job) (rate(errors_total[5m]))",
  "errors_total / requests_total",
  "scalar(cart_queue_length > 5) * up",
])("%s fires for every series", (expr) => {
  const [found] = findings(noComparison, alert({ expr }));
  expect(found!.summary).toBe("the expression is not compared with anything: the alert fires for every series");
  expect(locationText(found!)).toBe(expr);
});

test("a comparison that yields 0 or 1 leaves nothing out, for certain", () => {
  const [found] = findings(noComparison, alert({ expr: "sum by (job) (up == bool 0)" }));
  expect(found).toMatchObject({ severity: "error", fix: "leave out `bool`" });
  expect(locationText(found!)).toBe("==");
});

test("the side of `or` that always yields something is pointed at", () => {
  const [found] = findings(noComparison, alert({ expr: "errors > 5 or vector(0)" }));
  expect(found!.summary).toContain("one side of `or`");
  expect(locationText(found!)).toBe("vector(0)");
});

test.each([
  "up == 0",
  "(sum by (job) (up == 0))",
  "errors / requests > 0.05",
  "100 * (errors > 5)",
  "absent(up)",
  "absent_over_time(up[5m]) * on () group_left build_info",
  "up and on (instance) down",
  "up unless on (instance) maintenance",
  "count_over_time((errors > 5)[1h:1m])",
  "-(errors > 5)",
  'ALERTS{alertname="CartFails", alertstate="firing"}',
  "errors > 5 or absent(up)",
  "(errors > 5) > bool 7",
])("%s fires for what is wrong", (expr) => {
  expect(summaries(noComparison, alert({ expr }))).toEqual([]);
});

test.each(["vector(1)", "1"])("%s is there to fire always", (expr) => {
  expect(summaries(noComparison, alert({ expr }))).toEqual([]);
});

test("what is recorded need not be compared", () => {
  expect(summaries(noComparison, record("job:errors:rate5m", "sum by (job) (rate(errors_total[5m]))"))).toEqual([]);
});

test("a deep expression is looked through without recursion", () => {
  const expr = `${"(".repeat(20_000)}up == 0${")".repeat(20_000)}`;
  expect(summaries(noComparison, alert({ expr }))).toEqual([]);
});
