import { expect, test } from "vitest";
import { unknownSeverity } from "../../../src/check/alert/unknown-severity.js";
import { alert, findings, locationText, outside, summaries } from "../build-subjects.js";

const routed = { ...outside, severities: ["critical", "warning"] };

test("a severity that no route matches is an error", () => {
  const [finding] = findings(unknownSeverity, alert({ labels: { severity: "page" } }, routed));
  expect(finding).toMatchObject({
    summary: 'no route matches the severity "page"',
    fix: "use one that a route matches: critical, warning",
  });
  expect(locationText(finding!)).toBe("labels.severity");
});

test("a misspelled severity gets a suggestion", () => {
  const [finding] = findings(unknownSeverity, alert({ labels: { severity: "critcal" } }, routed));
  expect(finding!.fix).toBe('did you mean "critical"?');
});

test.each([
  ["one that a route takes", { severity: "warning" }, routed],
  ["one that is made when it fires", { severity: "{{ $labels.severity }}" }, routed],
  ["none: that is another check's", {}, routed],
  ["any, where the routes are not known", { severity: "page" }, outside],
])("%s is fine", (_, labels, context) => {
  expect(summaries(unknownSeverity, alert({ labels }, context))).toEqual([]);
});
