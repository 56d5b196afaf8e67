import { expect, test } from "vitest";
import { noSeverity } from "../../../src/check/alert/no-severity.js";
import { alert, findings, locationText, outside, summaries } from "../build-subjects.js";

test("an alert says how bad it is", () => {
  const [found] = findings(noSeverity, alert({ labels: { team: "cart" } }));
  expect(found).toMatchObject({
    summary: "the alert has no label `severity`",
    fix: "add one: `severity: warning`",
  });
  expect(locationText(found!)).toBe("labels");
  expect(summaries(noSeverity, alert({ labels: { severity: "" } }))).toHaveLength(1);
  expect(summaries(noSeverity, alert({ labels: { severity: "page" } }))).toEqual([]);
});

test("one that a route takes is proposed", () => {
  const [found] = findings(noSeverity, alert({}, { ...outside, severities: ["critical", "info"] }));
  expect(found!.fix).toBe("add one: `severity: critical`");
});

test("the expression may bring it along", () => {
  const expr = 'label_replace(up == 0, "severity", "critical", "", "")';
  expect(summaries(noSeverity, alert({ expr }))).toEqual([]);
  expect(summaries(noSeverity, alert({ expr: 'up{severity="critical"} == 0' }))).toEqual([]);
});
