import { expect, test } from "vitest";
import { legendLabel } from "../../../src/check/dashboard/legend-label.js";
import { findings, locationText, panelOf, query } from "../build-subjects.js";

function found(expr: string, legendFormat: unknown, fields: object = {}, type = "timeseries") {
  const data = { targets: [{ refId: "A", legendFormat, ...fields }] };
  return findings(legendLabel, panelOf({ type, data, queries: [query(expr)] }));
}

test("labels that an aggregation drops are reported at the legend", () => {
  const [finding, ...more] = found("sum by (pod) (up)", "{{pod}} of {{ instance }}, {{job}}");
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    summary: 'the legend prints {{instance}}, {{job}}, but the result has no label "instance"',
    fix: 'print one that it has (pod), or aggregate by "instance" too',
  });
  expect(locationText(finding!)).toBe("targets.0.legendFormat");
  expect(found("sum by (pod) (up)", "{{pods}}")[0]!.fix).toBe("did you mean {{pod}}?");
  expect(found("sum(up)", "{{pod}}")[0]!.fix).toBe('leave it out, or aggregate by "pod" too');
});

test("is less of a problem where the name of a single series is not shown", () => {
  expect(found("sum(up)", "{{pod}}", {}, "stat")[0]!.severity).toBe("info");
  expect(found("sum by (job) (up)", "{{pod}}", {}, "stat")[0]!.severity).toBeUndefined();
});

test("is a warning in a dashboard from elsewhere", () => {
  const data = { targets: [{ refId: "A", legendFormat: "{{pod}}" }] };
  const foreign = { ...query("sum by (job) (up)"), isForeign: true };
  expect(findings(legendLabel, panelOf({ data, queries: [foreign] }))[0]!.severity).toBe("warning");
});

test.each<[string, unknown, object?]>([
  ["sum by (pod) (up)", "{{pod}}"],
  ["up", "{{pod}}"],
  ["sum without (pod) (up)", "{{instance}}"],
  ["sum by ($by) (up)", "{{pod}}"],
  ["sum(up)", "all"],
  ["sum(up)", "__auto"],
  ["sum(up)", undefined],
  ["sum(up)", 5],
  ["sum(up)", "{{$by}}"],
  ["sum(up)", "{{pod}}", { format: "table" }],
])("%s with %s is fine", (expr, legend, fields) => {
  expect(found(expr, legend, fields)).toEqual([]);
});
