import { describe, expect, test } from "vitest";
import { expandAlertTemplate } from "../../src/gotemplate/expand.js";
import { alert, query } from "./differential/alert.js";
import { expand, newest, oldest } from "./expand.js";

describe("the data of an alert's template", () => {
  test.each([
    ["{{ $labels.job }}", "api-server"],
    ["{{ .Labels.job }}", "api-server"],
    ['{{ index $labels "job" }}', "api-server"],
    ["{{ $externalLabels.cluster }} {{ .ExternalLabels.replica }}", "eu A"],
    ["{{ $externalURL }} {{ externalURL }}", "http://prom.example:9090/sub/path http://prom.example:9090/sub/path"],
    ["{{ pathPrefix }}", "/sub/path"],
    ["{{ $value }} {{ .Value }}", "1234.5678 1234.5678"],
    ["{{ now }}", "60"],
  ])("%s is %s", (template, text) => {
    expect(expand(template)).toBe(text);
  });

  test("a missing label is empty", () => {
    expect(expand("[{{ $labels.nope }}]")).toBe("[]");
  });

  test("the results of queries at the time of the alert", () => {
    expect(expand('{{ range query "sort(many)" }}{{ .Labels.instance }}={{ .Value }} {{ end }}')).toBe(
      "b:1=2.5 a:1=1e+06 é:1=NaN ",
    );
  });

  test("text without actions is unchanged", () => {
    expect(expand("50% of } and }} é")).toBe("50% of } and }} é");
  });

  test("numbers are printed as Go prints them", () => {
    const values = [
      0,
      -0,
      1e6,
      123456789,
      1e20,
      0.0001,
      0.00001,
      100000,
      0.1 + 0.2,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ];
    expect(values.map((value) => expand("{{ $value }}", { value }))).toEqual(
      "0 -0 1e+06 1.23456789e+08 1e+20 0.0001 1e-05 100000 0.30000000000000004 NaN +Inf".split(" "),
    );
  });
});

describe("a native histogram as the value", () => {
  const value = "{count:5, sum:2.5, (0.5,1]:5}";

  test("prints as Prometheus prints it, and has a count and a sum", () => {
    expect(expand("{{ $value }} {{ .Value.Count }} {{ $value.Sum }}", { value })).toBe(`${value} 5 2.5`);
  });

  test("cannot be humanized", () => {
    expect(expand("{{ $value | humanize }}", { value })).toContain("can't convert *histogram.FloatHistogram to float");
  });

  test("was 0 before 2.53", () => {
    expect(expand("{{ $value }}", { value, version: oldest })).toBe("0");
  });
});

describe("errors are those of Prometheus", () => {
  test("with a position that includes the prologue of Prometheus", () => {
    expect(expand("{{ $labels.job.name }}")).toBe(
      '<error expanding template: error executing template __alert_Tried: template: __alert_Tried:1:122: executing "__alert_Tried" at <$labels.job.name>: can\'t evaluate field name in type string>',
    );
  });

  test("in lines from 1 and bytes from 0", () => {
    expect(expand("é\né {{ len 5 }}")).toContain('__alert_Tried:2:6: executing "__alert_Tried" at <len 5>: ');
  });

  test("with the template that fails", () => {
    expect(expand('{{ define "line" }}{{ .x }}{{ end }}{{ template "line" 5 }}')).toContain(
      'executing "line" at <.x>: can\'t evaluate field x in type int',
    );
  });

  test("with the action in source form", () => {
    expect(expand('{{ $x  :=  humanize   ( print  "a" | printf   "%s" ) }}')).toContain(
      'at <humanize (print "a" | printf "%s")>: error calling humanize: strconv.ParseFloat: parsing "a": invalid syntax',
    );
  });

  test("a failed query", () => {
    expect(expand('{{ query "nope" }}')).toContain('at <query "nope">: error calling query: no such query: nope');
  });

  test("a syntax error", () => {
    expect(expand("a\n{{ nope }}")).toBe(
      '<error expanding template: error parsing template __alert_Tried: template: __alert_Tried:2: function "nope" not defined>',
    );
  });

  test("a percent sign in the alert's name is a verb to Go", () => {
    const name = "__alert_CPU > 90%";
    expect(expand("{{ len 5 }}", { name })).toContain(
      'template: __alert_CPU > 90%!:(string=len)1:115: executing "__alert_CPU > 90%',
    );
  });
});

describe("releases", () => {
  test.each([
    ["{{ range 3 }}{{ . }}{{ end }}", oldest, "range can't iterate over 3"],
    ["{{ range 3 }}{{ . }}{{ end }}", newest, "012"],
    ["{{ now }}", oldest, 'function "now" not defined'],
    ['{{ title "don\'t a.b" }}', oldest, "Don'T A.B"],
    ['{{ title "don\'t a.b" }}', newest, "Don't A.b"],
    ['{{ parseDuration "-5m" }}', oldest, "not a valid duration string"],
    ['{{ parseDuration "-5m" }}', newest, "-300"],
    ["{{ eq 1 1.5 }}", oldest, "incompatible types for comparison>"],
    ["{{ eq 1 1.5 }}", newest, "incompatible types for comparison: int and float64>"],
    ['{{ reReplaceAll "(?<n>a)" "[$n]" "a" }}', oldest, "invalid or unsupported Perl syntax: `(?<`"],
    ['{{ reReplaceAll "(?<n>a)" "[$n]" "a" }}', newest, "[a]"],
  ])("%s in %o", (template, version, text) => {
    expect(expand(template, { version })).toContain(text);
  });

  test("the default is the newest", () => {
    const { version: _, ...data } = alert;
    expect(expandAlertTemplate("{{ now }}", data, query)).toEqual({ text: "60" });
  });
});
