import { expect, test } from "vitest";
import { noFor } from "../../../src/check/alert/no-for.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test.each([
  "up == 0",
  "rate(errors_total[5m]) > 0.1",
  "job:errors:rate5m > 0.1",
  "rate(errors_total[1h]) > 0.1 or up == 0",
  "rate(errors_total[1h]) / requests > 0.1",
])("%s may be so for one moment", (expr) => {
  const [finding] = findings(noFor, alert({ expr }));
  expect(finding!.summary).toBe("without `for`, a single evaluation fires the alert");
  expect(locationText(finding!)).toBe("for");
});

test.each([
  "rate(errors_total[10m]) > 0.1",
  "rate(errors_total[1h]) > 0.1 and rate(errors_total[5m]) > 0.1",
  "avg_over_time(queue_length[30m]) > 5",
  "max_over_time((errors / requests)[1h:1m]) > 5",
  "job:errors:rate30m > 0.1",
  "time() - last_backup_timestamp_seconds > 86400",
  'ALERTS{severity="info"} == 1 unless on (namespace) ALERTS{severity="warning"} == 1',
  "vector(1)",
])("%s is steady by itself", (expr) => {
  expect(summaries(noFor, alert({ expr }))).toEqual([]);
});

test.each(["5m", "0s"])("`for: %s` is a decision", (pending) => {
  expect(summaries(noFor, alert({ for: pending }))).toEqual([]);
});

test("a recording rule has no `for`", () => {
  expect(summaries(noFor, record("job:up:sum", "sum by (job) (up)"))).toEqual([]);
});

test("the fix for a definition is in TypeScript", () => {
  const [finding] = findings(noFor, { ...alert({ expr: "up == 0" }), identity: "alert CartFails cart" });
  expect(finding!.fix).toBe('add `for: "5m"`, or `for: "0s"` if a single evaluation is enough');
});
