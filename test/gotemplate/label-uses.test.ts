import { describe, expect, test } from "vitest";
import { alertTemplateOptions, findLabelUses, parseTemplate } from "../../src/gotemplate/index.js";

function uses(text: string) {
  const uses = findLabelUses(parseTemplate(text, alertTemplateOptions({ major: 3, minor: 0 })).template!);
  return { ...uses, labels: uses.labels.map(({ label }) => label) };
}

describe("the labels that a template reads", () => {
  test("by variable, by field and by index, in source order", () => {
    expect(uses('{{ $labels.a }}{{ .Labels.b }}{{ index $labels "c.d" }}{{ $.Labels.e }}').labels).toEqual([
      "a",
      "b",
      "c.d",
      "e",
    ]);
  });

  test("with the offsets of the expression", () => {
    const { template } = parseTemplate("x {{ $labels.job }}", alertTemplateOptions({ major: 3, minor: 0 }));
    expect(findLabelUses(template!).labels).toEqual([{ label: "job", fields: [], start: 5, end: 16 }]);
  });

  test("inside of parentheses, arguments, branches and pipelines", () => {
    expect(
      uses('{{ if (eq $labels.a "x") }}{{ printf "%s" $labels.b | toUpper }}{{ else }}{{ $labels.c }}{{ end }}').labels,
    ).toEqual(["a", "b", "c"]);
  });

  test("ignores the labels of a query's results", () => {
    expect(uses('{{ range query "up" }}{{ .Labels.job }}{{ end }}{{ (query "up" | first).Labels.x }}').labels).toEqual(
      [],
    );
  });

  test("all of them when the set is printed", () => {
    expect(uses("{{ $labels }}")).toMatchObject({ labels: [], usesAllLabels: true });
    expect(uses("{{ $labels.a }}")).toMatchObject({ usesAllLabels: false });
  });

  test("use of the value", () => {
    expect(uses("{{ $value }}").usesValue).toBe(true);
    expect(uses("{{ .Value | humanize }}").usesValue).toBe(true);
    expect(uses("{{ $labels.value }}").usesValue).toBe(false);
  });

  test("external labels are separate", () => {
    expect(uses("{{ $externalLabels.cluster }}")).toMatchObject({ labels: [], externalLabels: [{ label: "cluster" }] });
  });
});
