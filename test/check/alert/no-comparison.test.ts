import { expect, test } from "vitest";
import { noComparison } from "../../../src/check/alert/no-comparison.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test.each([
  "cart_queue_length",
  "sum by (job) (rate(errors_total[5m]))",
  "errors_total / requests_total",
  "scalar(cart_queue_length > 5) * up",
])("%s fires for every series", (expr) => {
  const [finding] = findings(noComparison, alert({ expr }));
  expect(finding!.summary).toBe("the expression is not compared with anything: the alert fires for every series");
  expect(locationText(finding!)).toBe(expr);
});

test("a `bool` comparison filters nothing: an error", () => {
  const [finding] = findings(noComparison, alert({ expr: "sum by (job) (up == bool 0)" }));
  expect(finding).toMatchObject({ severity: "error", fix: "leave out `bool`" });
  expect(locationText(finding!)).toBe("==");
});

test("the finding points at the side of `or` without a condition", () => {
  const [finding] = findings(noComparison, alert({ expr: "errors > 5 or vector(0)" }));
  expect(finding!.summary).toContain("one side of `or`");
  expect(locationText(finding!)).toBe("vector(0)");
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

test.each(["vector(1)", "1"])("%s is a heartbeat", (expr) => {
  expect(summaries(noComparison, alert({ expr }))).toEqual([]);
});

test("recording rules need no comparison", () => {
  expect(summaries(noComparison, record("job:errors:rate5m", "sum by (job) (rate(errors_total[5m]))"))).toEqual([]);
});

test("a deep expression is analyzed without recursion", () => {
  const expr = `${"(".repeat(20_000)}up == 0${")".repeat(20_000)}`;
  expect(summaries(noComparison, alert({ expr }))).toEqual([]);
});
