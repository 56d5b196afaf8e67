import { expect, test } from "vitest";
import { unknownTemplateLabel } from "../../../src/check/template/unknown-label.js";
import { alert, findings, locationText, summaries } from "../build-subjects.js";

const expr = "sum by (job, namespace) (rate(errors_total[5m])) > 5";

test("a label that an aggregation drops is reported", () => {
  const annotations = { summary: "{{ $labels.instance }} of {{ .Labels.job }} fails" };
  const [found, ...more] = findings(unknownTemplateLabel, alert({ expr, annotations }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    summary: 'the expression yields no label "instance"',
    fix: "use one that it yields (job, namespace), or aggregate by `instance` too",
  });
  expect(locationText(found!)).toBe("annotations.summary");
});

test("without any label left, the fix is to leave it out", () => {
  const annotations = { summary: "{{ $labels.job }} is gone" };
  expect(findings(unknownTemplateLabel, alert({ expr: "absent(up)", annotations }))[0]!.fix).toBe("leave it out");
});

test("templates in labels are checked too", () => {
  const [found] = findings(unknownTemplateLabel, alert({ expr, labels: { team: '{{ index $labels "namespaces" }}' } }));
  expect(found!.fix).toBe("did you mean `$labels.namespace`?");
  expect(locationText(found!)).toBe("labels.team");
});

test("a label is reported once per text", () => {
  const annotations = { summary: "{{ $labels.pod }} {{ $labels.pod }}", description: "{{ $labels.pod }}" };
  expect(summaries(unknownTemplateLabel, alert({ expr, annotations }))).toHaveLength(2);
});

test("possible labels are accepted", () => {
  const annotations = { summary: "{{ $labels.instance }} {{ if $labels.pod }}{{ $labels.pod }}{{ end }}" };
  expect(summaries(unknownTemplateLabel, alert({ expr: "up == 0", annotations }))).toEqual([]);
});

test("the alert's own labels are added after the templates", () => {
  const annotations = { summary: "{{ $labels.alertname }} is {{ $labels.severity }}" };
  expect(
    findings(unknownTemplateLabel, alert({ expr: "up == 0", labels: { severity: "page" }, annotations })),
  ).toMatchObject([
    { severity: "warning", summary: 'the label "alertname" is added to the alert after its templates are executed' },
    { severity: "warning", fix: "write the value itself" },
  ]);
});

test.each([
  ["selects by", 'up{severity="page"} == 0'],
  ["aggregates by", "sum by (severity) (up) == 0"],
])("unless the expression %s them", (_, expr) => {
  const annotations = { summary: "{{ $labels.severity }}" };
  expect(summaries(unknownTemplateLabel, alert({ expr, labels: { severity: "page" }, annotations }))).toEqual([]);
});

test("a label that the rule sets and the series may have is an info", () => {
  const fields = { expr: "up == 0", labels: { team: "cart" }, annotations: { summary: "{{ $labels.team }}" } };
  expect(findings(unknownTemplateLabel, alert(fields))).toMatchObject([
    { severity: "info", fix: "write the value itself, unless the series has the label" },
  ]);
});

test.each([
  ["every scraped series has", { instance: "all" }, "{{ $labels.instance }}"],
  ["the rule takes from the series", { pod: "{{ $labels.pod | toLower }}" }, "{{ $labels.pod }}"],
])("a label that %s is the series' own", (_, labels, summary) => {
  const fields = { expr: "up == 0", labels, annotations: { summary } };
  expect(summaries(unknownTemplateLabel, alert(fields))).toEqual([]);
});

test("text without templates is skipped", () => {
  expect(summaries(unknownTemplateLabel, alert({ expr, annotations: { summary: "{{ $labels.pod" } }))).toEqual([]);
});
