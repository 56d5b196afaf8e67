import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertTemplateOptions, parseTemplate } from "../../../src/gotemplate/index.js";
import { rounds } from "../../oracles/rounds.js";

const options = alertTemplateOptions({ major: 2, minor: 42 });

function problem(text: string): string | undefined {
  const error = parseTemplate(text, options).errors[0];
  return error && `${error.message} [${text.slice(error.start, error.end)}]`;
}

describe("templates that Go accepts", () => {
  test.each([
    "plain text with } and }}",
    "{{ $labels.instance }} is {{ $value | humanize }}",
    "{{- 3 -}} {{ -3 }} {{- /* comment */ -}}",
    '{{ range query "up" }}{{ .Labels.job }}{{ break }}{{ else }}none{{ end }}',
    '{{ if eq $labels.a "b" }}x{{ else if gt $value 1.5 }}y{{ else }}z{{ end }}',
    '{{ with $x := printf "%s" .Labels.a }}{{ $x }}{{ end }}',
    '{{ define "t" }}{{ . }}{{ end }}{{ template "t" . }}{{ template "nope" }}{{ block "b" 1 }}{{ end }}',
    "{{ range $i, $e := query `up` }}{{ $i }}{{ end }}",
    "{{ 'a' }}{{ 0x1F }}{{ 1_000 }}{{ 1e3 }}{{ .5 }}{{ 1+2i }}{{ 0b1 }}{{ 0x1p-2 }}",
    '{{ (index (query "up" | first).Labels "a").b }}',
    "{{ $v := $value }}{{ $v = 2 }}{{ $v\n}}",
    "{{ .Foo }}{{ humanize }}{{ $labels.nope }}",
  ])("%s", (text) => {
    expect(problem(text)).toBeUndefined();
  });
});

describe("templates that Go rejects", () => {
  test.each([
    ["{{ $labels.a", "unclosed action [{{ $labels.a]"],
    ["{{ if $value }}x", "{{if}} has no {{end}} [{{ if $value }}x]"],
    ["{{ end }}", "{{end}} without an open block [end]"],
    ["{{ foo }}", 'function "foo" not defined [foo]'],
    ["{{ $label.a }}", 'undefined variable "$label" [$label]'],
    ["{{ }}", "missing value for command [}}]"],
    ["{{ (1 }}", "unclosed left paren [}}]"],
    ["{{ 1 | 2 }}", "non executable command in pipeline stage 2 [2]"],
    ["{{ break }}", "{{break}} outside {{range}} [break]"],
    ['{{ define "x" }}{{ $value }}{{ end }}', 'undefined variable "$value" [$value]'],
    ["{{ $x := 1 }}{{ if true }}{{ $y := 1 }}{{ end }}{{ $y }}", 'undefined variable "$y" [$y]'],
    ["{{/* a }}", "unclosed comment [{{/* a }}]"],
    ['{{ "a\\z" }}', 'invalid escape in a quoted string ["a\\z"]'],
    ["{{ 99999999999999999999 }}", 'integer overflow: "99999999999999999999" [99999999999999999999]'],
    ["{{ now }}", 'function "now" not defined [now]'],
  ])("%s", (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  test("all unknown names are reported", () => {
    expect(parseTemplate("{{ foo }}{{ bar $x }}", options).errors).toHaveLength(3);
  });
});

test("suggests a similar name", () => {
  const hints = (text: string) => parseTemplate(text, options).errors.map(({ hint }) => hint);
  expect(hints("{{ $value | humanisePercentage }}")).toEqual(["did you mean humanizePercentage?"]);
  expect(hints("{{ somethingElse }}")).toEqual([undefined]);
});

describe("features of later releases", () => {
  const newer = alertTemplateOptions({ major: 3, minor: 14 });

  test("functions", () => {
    expect(parseTemplate('{{ now }}{{ urlQueryEscape "a" }}', newer).errors).toEqual([]);
  });

  test("else with", () => {
    const text = "{{ with $value }}{{ else with $labels }}{{ end }}";
    expect(parseTemplate(text, newer).errors).toEqual([]);
    expect(parseTemplate(text, options).errors).toHaveLength(1);
  });
});

describe("the tree", () => {
  test("keeps commands, operands and their offsets", () => {
    const text = 'a {{- $labels.job | reReplaceAll `x` "y" }}';
    const { body } = parseTemplate(text, options).template!;
    expect(body[0]).toMatchObject({ kind: "text", text: "a" });
    expect(body[1]).toMatchObject({
      kind: "action",
      pipeline: {
        commands: [
          { operands: [{ kind: "variable", name: "$labels", names: ["job"], start: 6, end: 17 }] },
          { operands: [{ kind: "function", name: "reReplaceAll" }, { value: "x" }, { value: "y" }] },
        ],
      },
    });
  });

  test("else if branches are a flat list", () => {
    const { body } = parseTemplate("{{if 1}}a{{else if 2}}b{{else}}c{{end}}", options).template!;
    expect(body).toMatchObject([
      {
        kind: "if",
        body: [{ text: "a" }],
        elseBranches: [{ pipeline: { commands: [{ operands: [{ value: 2n }] }] }, body: [{ text: "b" }] }],
        otherwise: [{ text: "c" }],
      },
    ]);
  });
});

describe("hostile templates", () => {
  const nested: readonly [string, (depth: number) => string, string][] = [
    ["parentheses", (depth) => `{{ ${"(".repeat(depth)}1${")".repeat(depth)} }}`, "("],
    ["conditions", (depth) => "{{ if 1 }}".repeat(depth) + "{{ end }}".repeat(depth), "{{ if 1 }}"],
    ["conditions in else", (depth) => "{{ if 1 }}{{ else }}".repeat(depth) + "{{ end }}".repeat(depth), "{{ if 1 }}"],
  ];

  test.each(nested)("%s are parsed up to 500 levels deep", (_, nest, piece) => {
    expect(problem(nest(500))).toBeUndefined();
    expect(problem(nest(501))).toBe(`nested more than 500 levels deep [${piece}]`);
    expect(problem(nest(100_000))).toBe(`nested more than 500 levels deep [${piece}]`);
  });

  test("an else if does not nest", () => {
    expect(problem(`{{ if 1 }}${"{{ else if 1 }}".repeat(100_000)}{{ end }}`)).toBeUndefined();
  });

  test("closed blocks and parentheses do not count", () => {
    const nest = nested.map(([, make]) => make(400)).join("");
    expect(problem(nest.repeat(3))).toBeUndefined();
  });

  test("no input throws, and errors lie within the text", () => {
    const parts = fc.constantFrom(
      ...'{{,}},{{-, -}},(,), ,|,$x,.a,if,else,end,range,with,define,"s",1,:=,=,/*,*/,é,\n'.split(","),
      ",",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string({ unit: "binary" }))), (pieces) => {
        const text = pieces.join("");
        for (const { start, end } of parseTemplate(text, options).errors) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: rounds(500) },
    );
  });
});
