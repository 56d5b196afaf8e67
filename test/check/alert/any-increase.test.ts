import { expect, test } from "vitest";
import { anyIncrease } from "../../../src/check/alert/any-increase.js";
import { alert, findings, locationText, summaries } from "../build-subjects.js";

test.each([
  "rate(restarts_total[15m]) > 0",
  "sum by (pod) (increase(restarts_total[15m])) > 0",
  "0 < changes(restarts[15m])",
  "increase(restarts_total[15m]) != 0",
])("%s fires on a single event", (expr) => {
  const [finding] = findings(anyIncrease, alert({ expr }));
  expect(finding!.summary).toBe("a single event in 15m is enough to fire");
  expect(finding!.fix).toContain("increase(…[15m]) > 3");
  expect(locationText(finding!)).toBe(expr);
});

test("the finding points at the condition that suffices by itself", () => {
  const [finding] = findings(anyIncrease, alert({ expr: "up == 0 or rate(restarts_total[5m]) > 0" }));
  expect(locationText(finding!)).toBe("rate(restarts_total[5m]) > 0");
});

test("a `for` as long as the window needs more than one event", () => {
  const expr = "increase(restarts_total[5m]) > 0";
  expect(summaries(anyIncrease, alert({ expr, for: "4m" }))).toHaveLength(1);
  expect(summaries(anyIncrease, alert({ expr, for: "5m" }))).toEqual([]);
});

test("a short `for` lowers it to info", () => {
  const expr = "increase(retries_total[5m]) > 0";
  expect(findings(anyIncrease, alert({ expr, for: "0s" }))).toMatchObject([{ severity: "info" }]);
  expect(findings(anyIncrease, alert({ expr }))[0]).not.toHaveProperty("severity");
});

test.each([
  "increase(restarts_total[15m]) > 3",
  "rate(errors_total[5m]) / rate(requests_total[5m]) > 0",
  "errors > 5 and rate(requests_total[5m]) > 0",
  "rate(requests_total[5m]) == 0",
  "queue_length > 0",
  "delta(temperature[1h]) > 0",
])("%s takes more than one event", (expr) => {
  expect(summaries(anyIncrease, alert({ expr }))).toEqual([]);
});
