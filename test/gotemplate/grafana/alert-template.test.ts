import { describe, expect, test } from "vitest";
import { toGrafanaTemplate } from "../../../src/gotemplate/index.js";

const translate = (text: string) => toGrafanaTemplate(text, "query", { major: 3, minor: 5 });

describe("the template of an alert, for a rule that Grafana manages", () => {
  test("reads the number of the query in place of $value, which is text there", () => {
    const text = '{{ $value }} {{ printf "%.1f" $value }} {{ if gt $value 0.5 }}{{ .Value }}{{ $.Value }}{{ end }}';
    expect(translate(text)).toEqual({
      text: '{{ $values.query.Value }} {{ printf "%.1f" $values.query.Value }} {{ if gt $values.query.Value 0.5 }}{{ .Values.query.Value }}{{ $.Values.query.Value }}{{ end }}',
      limits: [],
    });
  });

  test("stays as it is where it reads labels only", () => {
    for (const text of ["no template", "{{ $labels.app }}", '{{ index $labels "a.b" }}', "{{ .Labels.value }}"]) {
      expect(translate(text)).toEqual({ text, limits: [] });
    }
  });

  test("keeps .Value where the dot is something else", () => {
    expect(translate("{{ with $labels }}{{ .Value }}{{ end }}").text).toBe("{{ with $labels }}{{ .Value }}{{ end }}");
    expect(translate("{{ range $labels }}{{ $value }}{{ end }}").text).toBe(
      "{{ range $labels }}{{ $values.query.Value }}{{ end }}",
    );
  });

  test.each([
    ["{{ $externalLabels.cluster }}", "$externalLabels"],
    ["{{ .ExternalLabels.cluster }}", "$externalLabels"],
    ["{{ $externalURL }}", "$externalURL"],
    ['{{ range query "up" }}{{ .Labels.job }}{{ end }}', "query"],
    ['{{ "up" | graphLink }}', "graphLink"],
    ["{{ $value := 1 }}{{ $value }}", "$value of its own"],
  ])("says what Grafana has not in %s", (text, what) => {
    const [limit, ...others] = translate(text).limits;
    expect([limit?.what, others]).toEqual([what, []]);
    expect(text.slice(limit!.start, limit!.end)).toMatch(/^[$.a-zA-Z]+/);
  });

  test("leaves a template that does not parse to the check of its syntax", () => {
    expect(translate("{{ $value")).toEqual({ text: "{{ $value", limits: [] });
  });
});
