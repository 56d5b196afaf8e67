import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { rounds } from "../oracles/rounds.js";
import { alert, query } from "./differential/alert.js";
import { cases } from "./differential/cases.js";

const newest = { major: 3, minor: 14 };

function expand(text: string) {
  return expandAlertTemplate(text, { ...alert, version: newest }, query);
}

function error(text: string): string {
  const expansion = expand(text);
  return "error" in expansion ? expansion.error : "";
}

/** Time limit of a test. */
const patience = 60_000;

describe("a template that exceeds its budget fails", () => {
  test.each([
    ["a loop over a huge number", "{{ range 9223372036854775807 }}{{ end }}"],
    ["loops within loops", '{{ range query "sort(many)" }}'.repeat(40) + "x" + "{{ end }}".repeat(40)],
    [
      "a template that includes itself and more",
      '{{ define "t" }}{{ range 9 }}{{ template "t" }}{{ end }}{{ end }}{{ template "t" }}',
    ],
    ["patterns over long texts", '{{ $x := printf "%100000d" 1 }}{{ reReplaceAll " *x| " "yy" $x }}'],
    ["many large patterns", '{{ range 100000 }}{{ match (printf "a{1000}b{1000}%d" .) "a" }}{{ end }}'],
    ["long texts, looked at often", '{{ $x := printf "%900000d" 1 }}{{ range 1000000 }}{{ title $x | len }}{{ end }}'],
    ["long numbers", '{{ $x := printf "%0900000d" 1 }}{{ range 1000000 }}{{ humanize $x }}{{ end }}'],
    ["queries without end", '{{ range 1000000 }}{{ query "one" | first | value }}{{ end }}'],
  ])(
    "%s",
    (_, text) => {
      expect(error(text)).toContain("gave up after 1000000 steps: the template does too much");
    },
    patience,
  );

  test.each([
    ["a text that doubles", `{{ $x := "aaaaaaaaaa" }}${"{{ $x = print $x $x }}".repeat(60)}`],
    ["wide numbers", '{{ printf "%900000d%900000d" 1 2 }}'],
    ["many decimals", '{{ printf "%.900000f%.900000f" 1.5 1.5 }}'],
    ["long output", '{{ range 1000 }}{{ printf "%9000d" . }}{{ end }}'],
    ["replacements that grow", '{{ $x := printf "%10000d" 1 }}{{ reReplaceAll "." (printf "%1000d" 1) $x }}'],
  ])("%s", (_, text) => {
    expect(error(text)).toContain("gave up at a text of more than 1000000 characters");
  });

  test("reports the position", () => {
    expect(error("{{ range 9000000 }}\n  {{ print 1 }}{{ end }}")).toMatch(
      /^error executing template __alert_Tried: template: __alert_Tried:2:\d+: executing "__alert_Tried" at </,
    );
  });

  test("a template that includes itself 100,000 levels deep, as in Go", () => {
    expect(error('{{ define "t" }}{{ template "t" }}{{ end }}{{ template "t" }}')).toContain(
      'executing "t" at <{{template "t"}}>: exceeded maximum template depth (100000)',
    );
  });

  test("values within values", () => {
    expect(error('{{ $x := "" }}{{ range 2000 }}{{ $x = args $x }}{{ end }}{{ $x }}')).toContain(
      "gave up at values within values 1000 deep",
    );
  });

  test("a long pattern", () => {
    expect(error(`{{ match "${"a".repeat(3000)}" "a" }}`)).toContain(
      "gave up at a pattern of more than 2000 characters",
    );
  });
});

describe("nesting", () => {
  const nested: readonly [string, (depth: number) => string, string | undefined][] = [
    ["parentheses", (depth) => `{{ ${"(".repeat(depth)}1${")".repeat(depth)} }}`, "1"],
    ["calls", (depth) => `{{ ${"(len ".repeat(depth)}"abc"${")".repeat(depth)} }}`, undefined],
    ["choices", (depth) => `{{ ${"(or 0 ".repeat(depth)}5${")".repeat(depth)} }}`, "5"],
    ["chains", (depth) => `{{ ${"(".repeat(depth)}$labels${").job".repeat(depth)} }}`, undefined],
    ["conditions", (depth) => `${"{{ if 1 }}".repeat(depth)}x${"{{ end }}".repeat(depth)}`, "x"],
    ["conditions in else", (depth) => `${"{{ if 0 }}{{ else }}".repeat(depth)}y${"{{ end }}".repeat(depth)}`, "y"],
    ["loops", (depth) => `${"{{ range 1 }}".repeat(depth)}z${"{{ end }}".repeat(depth)}`, "z"],
  ];

  test.each(nested)("500 %s are accepted", (_, nest, expected) => {
    const expansion = expand(nest(500));
    if (expected !== undefined) expect(expansion).toEqual({ text: expected });
    else expect(expansion).toHaveProperty("error", expect.stringMatching(/error calling len|can't evaluate field/));
  });

  test.each(nested)("more than 500 %s are an error", (_, nest) => {
    for (const depth of [501, 100_000]) {
      expect(error(nest(depth))).toBe(
        "error parsing template __alert_Tried: template: __alert_Tried:1: nested more than 500 levels deep",
      );
    }
  });

  test("blocks and parentheses count together", () => {
    const nest = (depth: number) =>
      `${"{{ if 1 }}".repeat(300)}{{ ${"(print ".repeat(depth)}1${")".repeat(depth)} }}${"{{ end }}".repeat(300)}`;
    expect(expand(nest(200))).toEqual({ text: "1" });
    expect(error(nest(201))).toContain("nested more than 500 levels deep");
  });
});

describe("length without nesting is not limited", () => {
  const count = 100_000;

  test.each([
    ["pipelines", `{{ 1 ${"| print ".repeat(count)} }}`, "1"],
    ["fields", `{{ $labels.job${".x".repeat(count)} }}`, undefined],
    ["else if branches", `{{ if 0 }}${"{{ else if 0 }}".repeat(count)}{{ else if 1 }}y{{ end }}`, "y"],
    ["variables", `${"{{ $x := 1 }}".repeat(count)}{{ $x }}`, "1"],
  ])(
    "%s",
    (_, text, expected) => {
      const expansion = expand(text);
      if (expected === undefined) expect(expansion).toHaveProperty("error");
      else expect(expansion).toEqual({ text: expected });
    },
    patience,
  );
});

describe("any input expands to a string or an error", () => {
  /**
   * Text without actions is unchanged, in front of actions too. Errors name the step that failed and the template.
   * Expansion is deterministic.
   */
  function expectSound(text: string, version: { major: number; minor: number }): void {
    const expandNow = (template: string) => expandAlertTemplate(template, { ...alert, version }, query);
    const expansion = expandNow(text);
    expect(expandNow(text)).toEqual(expansion);
    if ("error" in expansion) {
      expect(expansion.error).toMatch(/^error (?:parsing|executing) template __alert_Tried: /);
      return;
    }
    if (!text.includes("{{")) expect(expansion.text).toBe(text);
    // One more character may exceed the limit of a text that is close to it.
    if (expansion.text.length < 500_000) expect(expandNow(`é${text}`)).toEqual({ text: `é${expansion.text}` });
  }

  const releases = fc.constantFrom({ major: 2, minor: 42 }, { major: 2, minor: 53 }, newest);

  test(
    "random tokens",
    () => {
      const pieces = fc.oneof(
        fc.constantFrom(
          ...'{{ }}|-}}|(|)| | | |.|$x|$labels|.Labels|$value|if|else|end|range|with|:=|=|1|2.5|"s"|`r`'.split("|"),
        ),
        fc.constantFrom(
          "{{",
          "{{ ",
          " }}",
          "define",
          "template",
          "printf",
          '"%[1]*.3d"',
          "query",
          '"one"',
          "first",
          "index",
        ),
        fc.string({ unit: "binary", maxLength: 5 }),
      );
      fc.assert(
        fc.property(fc.array(pieces, { maxLength: 30 }), releases, (parts, version) => {
          expectSound(parts.join(""), version);
        }),
        { numRuns: rounds(750) },
      );
    },
    patience,
  );

  test(
    "mutated valid templates",
    () => {
      const cut = fc.record({
        from: fc.nat(200),
        length: fc.nat(8),
        put: fc.constantFrom("", " ", "(", ")", "|", ".", '"', "$", "{{", "}}", "9", "-", "nil", "%", "{{ end }}"),
      });
      fc.assert(
        fc.property(
          fc.constantFrom(...cases),
          fc.array(cut, { minLength: 1, maxLength: 4 }),
          releases,
          (template, cuts, version) => {
            let text = template;
            for (const { from, length, put } of cuts) text = text.slice(0, from) + put + text.slice(from + length);
            expectSound(text, version);
          },
        ),
        { numRuns: rounds(1250) },
      );
    },
    patience,
  );

  test("random printing verbs", () => {
    const verb = fc.tuple(
      fc.constantFrom("", "+", "-", "#", "0", " ", "+#0", "-0"),
      fc.oneof(fc.constantFrom("", "*", "[2]", "[99999999999]", "[-1]", "[", "[]"), fc.nat(2000000).map(String)),
      fc.oneof(
        fc.constantFrom("", ".", ".*", ".[3]*", ".[1]"),
        fc.nat(2000).map((digits) => `.${digits}`),
      ),
      fc.string({ unit: "grapheme", minLength: 0, maxLength: 1 }),
    );
    const value = fc.oneof(
      fc
        .double()
        .map(String)
        .filter((text) => !/[Na]/.test(text)),
      fc.constantFrom('"é"', "nil", "true", "$labels", "1i", "-9223372036854775808", "(toTime 5)", "(args 1 nil)"),
    );
    fc.assert(
      fc.property(fc.array(verb, { maxLength: 3 }), fc.array(value, { maxLength: 3 }), (verbs, values) => {
        const format = JSON.stringify(verbs.map((parts) => `%${parts.join("")}`).join("x"));
        expectSound(`{{ printf ${format} ${values.join(" ")} }}`, newest);
      }),
      { numRuns: rounds(500) },
    );
  });
});
