import { expect, test } from "vitest";
import { noSeverity } from "../../../src/check/alert/no-severity.js";
import { alert, findings, locationText, outside, summaries } from "../build-subjects.js";

test("an alert needs a severity", () => {
  const [finding] = findings(noSeverity, alert({ labels: { team: "cart" } }));
  expect(finding).toMatchObject({
    summary: "the alert has no label `severity`",
    fix: "add one: `severity: warning`",
  });
  expect(locationText(finding!)).toBe("labels");
  expect(summaries(noSeverity, alert({ labels: { severity: "" } }))).toHaveLength(1);
  expect(summaries(noSeverity, alert({ labels: { severity: "page" } }))).toEqual([]);
});

test("the fix suggests a severity that a route matches", () => {
  const [finding] = findings(noSeverity, alert({}, { ...outside, severities: ["critical", "info"] }));
  expect(finding!.fix).toBe("add one: `severity: critical`");
});

test("the series may have the label", () => {
  const expr = 'label_replace(up == 0, "severity", "critical", "", "")';
  expect(summaries(noSeverity, alert({ expr }))).toEqual([]);
  expect(summaries(noSeverity, alert({ expr: 'up{severity="critical"} == 0' }))).toEqual([]);
});
