import { expect, test } from "vitest";
import { dottedLabel } from "../../../src/check/template/dotted-label.js";
import { unknownTemplateLabel } from "../../../src/check/template/unknown-label.js";
import { alert, findings, locationText, summaries } from "../build-subjects.js";

const expr = 'sum by ("http.route") (rate({"cart.errors"}[5m])) > 5';

test("a label with a dot is not a chain of fields", () => {
  const annotations = { summary: "{{ $labels.http.route }} fails" };
  const [found, ...more] = findings(dottedLabel, alert({ expr, annotations }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    summary: '`$labels.http.route` is not the label "http.route"',
    fix: 'write `{{ index $labels "http.route" }}`',
  });
  expect(locationText(found!)).toBe("annotations.summary");
});

test("it is reported once, and only here", () => {
  const annotations = { summary: "{{ $labels.http.route }}{{ with .Labels.http.route }}{{ . }}{{ end }}" };
  expect(summaries(dottedLabel, alert({ expr, annotations }))).toHaveLength(2);
  expect(summaries(unknownTemplateLabel, alert({ expr, annotations }))).toEqual([]);
});

test("the fix has the label that the expression yields", () => {
  const annotations = { summary: "{{ $labels.http.rout }}" };
  expect(findings(dottedLabel, alert({ expr, annotations }))[0]!.fix).toBe('write `{{ index $labels "http.route" }}`');
  const plain = alert({ expr: "sum by (http_route) (x) > 5", annotations });
  expect(findings(dottedLabel, plain)[0]!.fix).toBe("write `{{ $labels.http_route }}`");
});

test("index is accepted, and its label is checked", () => {
  const annotations = { summary: '{{ index $labels "http.route" }}' };
  expect(summaries(dottedLabel, alert({ expr, annotations }))).toEqual([]);
  expect(summaries(unknownTemplateLabel, alert({ expr, annotations }))).toEqual([]);
  const unknown = alert({ expr, annotations: { summary: '{{ index $labels "http.rout" }}' } });
  expect(findings(unknownTemplateLabel, unknown)).toMatchObject([
    { summary: 'the expression yields no label "http.rout"', fix: 'did you mean `index $labels "http.route"`?' },
  ]);
});
