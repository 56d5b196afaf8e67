import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("pipelines", () => {
  test("pass each value to the next function as its last argument", () => {
    expect(expand('{{ "b" | print "a" | printf "%s-%s" "x" }}')).toBe("x-ab");
  });

  test("may be parenthesised and have fields", () => {
    expect(expand('{{ (query "one" | first).Labels.job }} {{ (args 1 2).arg1 }}')).toBe("api 2");
  });

  test("reject an argument for a value", () => {
    expect(problem("{{ 1 | $labels }}")).toBe("can't give argument to non-function $labels");
    expect(problem("{{ (1) 2 }}")).toBe("can't give argument to non-function 1");
    expect(problem("{{ 1 | .Labels }}")).toBe("Labels has arguments but cannot be invoked as function");
    expect(problem("{{ 1 | $labels.job }}")).toBe("job is not a method but has arguments");
  });
});

describe("arguments", () => {
  test.each([
    ["{{ humanize }}", "wrong number of args for humanize: want 1 got 0"],
    ["{{ humanize 1 2 }}", "wrong number of args for humanize: want 1 got 2"],
    ["{{ printf }}", "wrong number of args for printf: want at least 1 got 0"],
    ["{{ toUpper 5 }}", "expected string; found 5"],
    ["{{ toUpper $value }}", "wrong type for value; expected string; got float64"],
    ["{{ toUpper nil }}", "cannot assign nil to string"],
    ["{{ toUpper (args 1).nope }}", "wrong type for value; expected string; got interface {}"],
    ["{{ first 5 }}", "can't handle 5 for arg of type template.queryResult"],
    ["{{ (toTime 0).Add 1.5 }}", "expected integer; found 1.5"],
    ['{{ safeHtml "<b>" | toUpper }}', "wrong type for value; expected string; got template.HTML"],
    ["{{ print 9223372036854775808 }}", "9223372036854775808 overflows int"],
  ])("%s: %s", (template, expected) => {
    expect(problem(template)).toBe(expected);
  });

  test("a literal takes the type of its parameter, or that of its notation", () => {
    expect(expand("{{ (toTime 0).Add 1e9 }} {{ printf \"%T %T %T %T\" 1 1.0 0x1F 'a' }}")).toBe(
      "1970-01-01 00:00:01 +0000 UTC int float64 int int",
    );
  });

  test("a pointer is dereferenced for a parameter of its target's type", () => {
    expect(expand("{{ (toTime 60).Sub (toTime 0) }}")).toBe("1m0s");
  });
});

describe("and, or", () => {
  test("return the argument that decides", () => {
    expect(expand('{{ and 1 2 3 }} {{ and 1 0 3 }} {{ or 0 "" 5 }} {{ or 0 "" }}|')).toBe("3 0 5 |");
  });

  test("do not evaluate the arguments behind it", () => {
    expect(expand("{{ or 1 (len 5) }} {{ and 0 (len 5) }}")).toBe("1 0");
    expect(problem("{{ and 1 (len 5) }}")).toBe("error calling len: len of type int");
  });

  test("take a piped value as the last argument", () => {
    expect(expand("{{ 1 | and 2 }} {{ 1 | or 2 }} {{ 1 | or 0 }}")).toBe("1 2 1");
  });
});

describe("fields", () => {
  test.each([
    [
      "{{ .Foo }}",
      "can't evaluate field Foo in type struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }",
    ],
    ["{{ .Value.x }}", "can't evaluate field x in type interface {}"],
    ["{{ $value.x }}", "can't evaluate field x in type float64"],
    ["{{ (query `one`).Labels }}", "can't evaluate field Labels in type template.queryResult"],
    ["{{ (toTime 0).wall }}", "wall is an unexported field of struct type *time.Time"],
  ])("%s: %s", (template, expected) => {
    expect(problem(template)).toBe(expected);
  });

  test("of a missing value have no value", () => {
    expect(expand('{{ define "t" }}{{ .x.y }}{{ end }}{{ template "t" }}')).toBe("<no value>");
    expect(expand("{{ (args 1).nope }}")).toBe("<no value>");
  });

  test("of a missing entry", () => {
    expect(problem("{{ (args 1).nope.x }}")).toBe("nil pointer evaluating interface {}.x");
  });
});
