import { expect, test } from "vitest";
import { unknownExternalLabel } from "../../../src/check/template/unknown-external-label.js";
import type { Settings } from "../../../src/model/project/project.js";
import { alert, findings, locationText, outside, summaries } from "../build-subjects.js";

const context = (settings: Partial<Settings>) => ({ ...outside, settings });
const server = context({ externalLabels: { cluster: "eu", replica: "$(HOSTNAME)" } });
const fields = (summary: string) => ({ annotations: { summary } });

test("an external label that the server does not have is reported once per text", () => {
  const text = "in {{ $externalLabels.region }}, {{ .ExternalLabels.region }} of {{ $externalLabels.cluster }}";
  const [found, ...more] = findings(unknownExternalLabel, alert(fields(text), server));
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    summary: 'the server has no external label "region"',
    fix: 'add "region" to the external labels of the server, or leave it out',
  });
  expect(locationText(found!)).toBe("annotations.summary");
});

test("the label that is nearly the same is suggested", () => {
  const labels = { from: '{{ index $externalLabels "clusters" }}' };
  const [found] = findings(unknownExternalLabel, alert({ labels }, server));
  expect(found!.fix).toBe("did you mean `$externalLabels.cluster`?");
  expect(locationText(found!)).toBe("labels.from");
});

test.each([
  "{{ with $externalLabels.region }}in {{ . }}{{ end }}",
  "{{ if $externalLabels.region }}in {{ $externalLabels.region }}{{ end }}",
  "{{- if .ExternalLabels.cluster -}} a {{ else if $externalLabels.region }} b {{ end }}",
  '{{ or $externalLabels.region "everywhere" }}',
  "{{ $labels.region }}",
  "$externalLabels.region",
])("a template that does not rely on it is accepted: %s", (text) => {
  expect(summaries(unknownExternalLabel, alert(fields(text), server))).toEqual([]);
});

test("a condition about another label changes nothing", () => {
  const text = "{{ if $externalLabels.cluster }}in {{ $externalLabels.region }}{{ end }}";
  expect(summaries(unknownExternalLabel, alert(fields(text), server))).toHaveLength(1);
});

test.each([
  ["of a configuration", {}, 1],
  ["of a project, which may just not say them", { environment: "prod" }, 0],
])("no labels at all %s", (_, settings, count) => {
  const rule = alert(fields("in {{ $externalLabels.region }}"), context({ externalLabels: {}, ...settings }));
  expect(summaries(unknownExternalLabel, rule)).toHaveLength(count);
});

test("nothing is reported where the labels are unknown", () => {
  expect(summaries(unknownExternalLabel, alert(fields("in {{ $externalLabels.region }}")))).toEqual([]);
});
