import { expect, test } from "vitest";
import { valueInLabel } from "../../../src/check/template/value-in-label.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test("a label with the value is reported at the label", () => {
  const [found, ...more] = findings(
    valueInLabel,
    alert({ expr: "queue > 5", for: "5m", labels: { severity: "warning", queue: '{{ $value | printf "%.0f" }}' } }),
  );
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    summary: 'the label "queue" changes with the value of the alert',
    fix: 'print `{{ $value | printf "%.0f" }}` in an annotation',
  });
  expect(found!.details).toContain("`for` may never pass");
  expect(locationText(found!)).toBe("labels.queue");
});

test.each<[string, string, string]>([
  ["a condition", "queue > 5", "{{ if gt $value 90.0 }}critical{{ else }}warning{{ end }}"],
  ["a value that never changes", "up == 0", "{{ $value }}"],
  ["another label", "queue > 5", "{{ $labels.job }}"],
  ["a template that does not parse", "queue > 5", "{{ $value"],
  ["a plain text", "queue > 5", "value"],
])("%s is fine", (_, expr, label) => {
  expect(summaries(valueInLabel, alert({ expr, labels: { level: label } }))).toEqual([]);
});

test("an annotation may print it, and recording rules have no templates", () => {
  expect(summaries(valueInLabel, alert({ expr: "queue > 5", annotations: { summary: "{{ $value }}" } }))).toEqual([]);
  expect(summaries(valueInLabel, record("a:b", "queue"))).toEqual([]);
});
