import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

const many = 'query "sort(many)"';

describe("if", () => {
  test.each(["true", "1", "-1", "0.1", '"a"', "$labels", many, "1i"])("%s is true", (condition) => {
    expect(expand(`{{ if ${condition} }}yes{{ else }}no{{ end }}`)).toBe("yes");
  });

  test.each(["false", "0", "0.0", '""', "$labels.nope", 'query "none"', "0i", "(args 1).nope"])(
    "%s is false",
    (condition) => {
      expect(expand(`{{ if ${condition} }}yes{{ else }}no{{ end }}`)).toBe("no");
    },
  );

  test("the first true condition", () => {
    expect(expand("{{ if 0 }}a{{ else if 1 }}b{{ else if 1 }}c{{ else }}d{{ end }}")).toBe("b");
  });

  test("nil is not a condition", () => {
    expect(problem("{{ if nil }}{{ end }}")).toBe("nil is not a command");
  });
});

describe("with", () => {
  test("sets the dot to its value", () => {
    expect(expand("{{ with $labels.job }}{{ . }}{{ else }}none{{ end }}")).toBe("api-server");
    expect(expand("{{ with $labels.nope }}{{ . }}{{ else }}{{ .Labels.job }}{{ end }}")).toBe("api-server");
  });

  test("$ is still the alert", () => {
    expect(expand("{{ with 5 }}{{ $.Labels.job }}{{ end }}")).toBe("api-server");
  });

  test("else with, since 3.0", () => {
    expect(expand("{{ with 0 }}a{{ else with 7 }}{{ . }}{{ end }}")).toBe("7");
  });
});

describe("range", () => {
  test("iterates over a list, with or without the index", () => {
    expect(expand(`{{ range ${many} }}{{ .Value }} {{ end }}`)).toBe("2.5 1e+06 NaN ");
    expect(expand(`{{ range $i, $s := ${many} }}{{ $i }}:{{ $s.Value }} {{ end }}`)).toBe("0:2.5 1:1e+06 2:NaN ");
  });

  test("iterates over a map in key order", () => {
    expect(expand("{{ range $name, $value := $externalLabels }}{{ $name }}={{ $value }} {{ end }}")).toBe(
      "cluster=eu replica=A ",
    );
  });

  test("iterates up to a number, since 3.3", () => {
    expect(expand("{{ range 3 }}{{ . }}{{ end }}{{ range 0 }}x{{ else }}-{{ end }}")).toBe("012-");
    expect(problem("{{ range $i, $n := 3 }}{{ end }}")).toBe("can't use 3 to iterate over more than one variable");
  });

  test("has an else for an empty list", () => {
    expect(expand('{{ range query "none" }}x{{ else }}{{ .Labels.job }}{{ end }}')).toBe("api-server");
  });

  test.each(["1.5", "true", '"abc"', "(toTime 0)"])("does not go through %s", (value) => {
    expect(problem(`{{ range ${value} }}{{ end }}`)).toContain("range can't iterate over");
  });

  test("breaks and continues", () => {
    expect(expand("{{ range 9 }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}")).toBe("012");
    expect(expand("{{ range 5 }}{{ if eq . 3 }}{{ continue }}{{ end }}{{ . }}{{ end }}")).toBe("0124");
  });

  test("break ends the innermost loop", () => {
    expect(expand("{{ range 2 }}a{{ range 9 }}{{ with 1 }}{{ break }}{{ end }}{{ end }}b{{ end }}")).toBe("abab");
    expect(expand('{{ range 2 }}a{{ range query "none" }}{{ else }}{{ break }}{{ end }}b{{ end }}')).toBe("abab");
  });

  test("continue in the else continues the outer loop", () => {
    expect(expand('{{ range 2 }}a{{ range query "none" }}{{ else }}{{ continue }}{{ end }}b{{ end }}')).toBe("aa");
  });

  test("restores the dot", () => {
    expect(expand("{{ range 2 }}{{ end }}{{ .Labels.job }}")).toBe("api-server");
  });
});

describe("variables", () => {
  test("are in scope up to the end of the branch", () => {
    expect(expand("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ $x }}{{ end }}{{ $x }}")).toBe("21");
  });

  test("keep what is assigned in a branch or loop", () => {
    expect(expand("{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }}")).toBe("2");
    expect(expand("{{ $last := 0 }}{{ range $last = 4 }}{{ end }}{{ $last }}")).toBe("3");
  });

  test("may be declared within parentheses", () => {
    expect(expand("{{ print ($x := 5) $x }}")).toBe("5 5");
  });
});

describe("templates within a template", () => {
  test("see only their argument", () => {
    expect(expand('{{ define "t" }}[{{ . }}]{{ end }}{{ template "t" 5 }}{{ template "t" }}')).toBe("[5][<no value>]");
  });

  test("a block is defined where it is used", () => {
    expect(expand('{{ block "b" 5 }}<{{ . }}>{{ end }}{{ template "b" 6 }}')).toBe("<5><6>");
  });

  test("may include themselves", () => {
    const template = '{{ define "count" }}{{ if . }}{{ len . }}{{ template "count" (slice . 1) }}{{ end }}{{ end }}';
    expect(expand(`${template}{{ template "count" "abc" }}`)).toBe("321");
  });

  test("must be defined", () => {
    expect(problem('{{ template "nope" }}')).toBe('template "nope" not defined');
  });
});

describe("white space", () => {
  test("is trimmed at a dash", () => {
    expect(expand("a  {{- 1 -}}  b {{ 2 -}} \n c {{- /* note */ -}} d")).toBe("a1b 2cd");
  });
});
