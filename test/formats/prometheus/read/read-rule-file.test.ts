import { describe, expect, test } from "vitest";
import {
  type RuleFile,
  readRuleFile,
  renderRuleFile,
  ruleFileFindings,
} from "../../../../src/formats/prometheus/index.js";

const v2 = { major: 2, minor: 42 };
const v3 = { major: 3, minor: 5 };

function read(text: string, version = v2) {
  return readRuleFile(text, { file: "rules.yml", version });
}

/** Every finding as `line:column id`, with the severity if it is not an error. */
function findings(text: string, version = v2): string[] {
  return read(text, version).diagnostics.map(({ id, severity, span }) => {
    const { line, column } = span!.start;
    return `${line}:${column} ${id}${severity === "error" ? "" : ` (${severity})`}`;
  });
}

const group = (rule: string) => `groups:\n- name: g\n  rules:\n${rule}`;
const alert = (fields: string) => group(`  - alert: A\n    expr: up == 0\n${fields}`);

describe("a valid rule file", () => {
  const text = `groups:
  - name: api
    interval: 1m
    limit: 10
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
        labels:
          team: core
      - alert: Down
        expr: |
          up
            == 0
        for: 5m
        keep_firing_for: 1m
        labels:
          severity: page
        annotations:
          summary: "{{ $labels.job }} is down"
`;
  const data: RuleFile = {
    groups: [
      {
        name: "api",
        interval: "1m",
        limit: 10,
        rules: [
          { record: "job:up:sum", expr: "sum by (job) (up)", labels: { team: "core" } },
          {
            alert: "Down",
            expr: "up\n  == 0\n",
            for: "5m",
            keep_firing_for: "1m",
            labels: { severity: "page" },
            annotations: { summary: "{{ $labels.job }} is down" },
          },
        ],
      },
    ],
  };

  test("has plain data", () => {
    const { file, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(file!.groups.map((found) => found.data)).toEqual(data.groups);
  });

  test("equals the rendering of its data", () => {
    expect(renderRuleFile(data)).toBe(text);
  });

  test("has the ranges of all parts", () => {
    const { file } = read(text);
    const rule = file!.groups[0]!.rules[1]!;
    expect(file!.span(rule.name!).start).toEqual({ line: 10, column: 16 });
    const place = rule.expr!.offsetInFile(rule.expr!.value.indexOf("=="));
    expect(file!.span({ start: place, end: place }).start).toEqual({ line: 13, column: 13 });
    expect(file!.span(rule.fields.get("for")!).start).toEqual({ line: 14, column: 14 });
    expect(rule.parsed?.kind).toBe("binary");
  });
});

describe("Prometheus refuses", () => {
  test.each([
    ["an unknown field", alert("    foo: 1\n"), ["6:5 rules/unknown-field"]],
    ["a duplicate key", alert("    expr: up\n"), ["6:5 yaml/duplicate-key"]],
    ["a duration without a unit", alert("    for: 5\n"), ["6:10 rules/invalid-duration"]],
    ["a negative duration", alert("    for: -5m\n"), ["6:10 rules/invalid-duration"]],
    ["a mapping instead of a string", alert("    labels: {a: {b: c}}\n"), ["6:17 rules/wrong-type"]],
    ["a bad label name", alert("    labels: {1a: b}\n"), ["6:14 rules/invalid-label-name"]],
    ["the metric name as a label", alert("    labels: {__name__: b}\n"), ["6:14 rules/invalid-label-name"]],
    ["a bad annotation name", alert("    annotations: {1a: b}\n"), ["6:19 rules/invalid-annotation-name"]],
    ["a template that does not parse", alert('    annotations: {a: "x {{ $labels.b"}\n'), ["6:25 template/syntax"]],
    ["no expression", group("  - alert: A\n"), ["4:5 rules/missing-expr"]],
    ["no name", group("  - expr: up\n"), ["4:5 rules/missing-name"]],
    ["alert and record", group("  - alert: A\n    record: b\n    expr: up\n"), ["5:13 rules/alert-and-record"]],
    ["a recording rule with for", group("  - record: b\n    expr: up\n    for: 1m\n"), ["6:10 rules/field-of-alerts"]],
    ["a bad recording name", group("  - record: a b\n    expr: up\n"), ["4:13 rules/invalid-recording-name"]],
    ["a bad expression", group("  - alert: A\n    expr: up ==\n"), ["5:16 promql/syntax"]],
    ["a group without a name", "groups:\n- rules: []\n", ["2:3 rules/missing-group-name"]],
    ["two groups of one name", "groups:\n- name: g\n- name: g\n", ["3:3 rules/duplicate-group"]],
  ])("%s", (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
  });

  test("several problems at once", () => {
    expect(
      findings(alert("    foo: 1\n    for: x\n    labels: {a.b: c}\n    annotations: {a: '{{ foo }}'}\n")),
    ).toEqual([
      "6:5 rules/unknown-field",
      "7:10 rules/invalid-duration",
      "8:14 rules/invalid-label-name",
      "9:26 template/syntax",
    ]);
  });

  test("syntax errors of an expression have positions within it, in any YAML style", () => {
    const at = (expr: string) => findings(group(`  - alert: A\n    expr: ${expr}\n`))[0];
    expect(at("'sum(foo) + )'")).toBe("5:23 promql/syntax");
    expect(at("|\n      sum(foo)\n      + )")).toBe("7:9 promql/syntax");
    expect(at(">-\n      sum(foo)\n      + )")).toBe("7:9 promql/syntax");
    expect(at('"foo{a=\\"b\\"} + )"')).toBe("5:27 promql/syntax");
  });
});

describe("Prometheus accepts", () => {
  test.each([
    ["an empty file", ""],
    ["numbers and booleans as expressions", group("  - alert: A\n    expr: 1\n  - alert: B\n    expr: true\n")],
    ["zero durations", alert("    for: 0s\n")],
    ["null values", "groups:\n- name: g\n  interval: ~\n  rules:\n  - ~\n"],
    ["unknown fields in a template", alert("    annotations: {a: '{{ .Foo }}{{ $labels.nope }}'}\n")],
    ["an invalid template in a recording rule", group("  - record: b\n    expr: up\n    labels: {a: '{{'}\n")],
    ["merged rules", group("  - &a {alert: A, expr: up}\n  - {<<: *a, alert: B}\n")],
  ])("%s", (_, text) => {
    expect(findings(text)).toEqual([]);
  });
});

test("the syntax errors of an expression are fields of its rule", () => {
  const { file } = read(group("  - alert: A\n    expr: up ==\n  - alert: B\n    expr: up\n"));
  const [broken, sound] = file!.groups[0]!.rules;
  expect(broken!.exprErrors).toMatchObject([{ message: "unexpected end of input" }]);
  expect(sound!.exprErrors).toEqual([]);
});

describe("warnings of promtool, and of Telltale alone", () => {
  test("rules with the same name and labels", () => {
    const twice = (expr: string) => group(`  - record: b\n    expr: sum(up)\n  - record: b\n    expr: ${expr}\n`);
    expect(findings(twice("max(up)"))).toEqual(["6:13 rules/duplicate-rules (warning)"]);
    expect(findings(twice("sum(down)"))).toEqual(["6:13 rules/duplicate-rules (info)"]);
  });

  test("a duplicate rule is returned with its warning", () => {
    const { file, diagnostics, duplicates } = read(
      group("  - record: b\n    expr: up\n  - record: b\n    expr: down\n"),
    );
    expect(duplicates.map(({ rule }) => rule)).toEqual([file!.groups[0]!.rules[1]]);
    expect(diagnostics).toContain(duplicates[0]!.warning);
  });

  test("a second document", () => {
    expect(findings("groups: []\n---\ngroups: []\n")).toEqual(["2:1 rules/unread-document (warning)"]);
  });

  test("an alias that releases before 3.3 do not resolve", () => {
    const text = group("  - alert: A\n    expr: &e up == 0\n  - alert: B\n    expr: *e\n");
    expect(findings(text)).toEqual(["7:11 rules/alias-as-text (warning)"]);
    expect(findings(text, v3)).toEqual([]);
  });
});

describe("the targeted release decides", () => {
  test.each([
    ["group labels", "groups:\n- name: g\n  labels: {a: b}\n  rules: []\n"],
    ["query_offset", "groups:\n- name: g\n  query_offset: 1m\n  rules: []\n"],
    ["UTF-8 label names", alert("    labels: {a.b: c}\n")],
    ["UTF-8 recording names", group("  - record: a.b\n    expr: up\n")],
  ])("%s need 3.x", (_, text) => {
    expect(findings(text)).toHaveLength(1);
    expect(findings(text, v3)).toEqual([]);
  });

  test("braces in the name of a recording rule are refused in every release", () => {
    expect(findings(group('  - record: a{b="c"}\n    expr: up\n'), v3)).toEqual(["4:13 rules/invalid-recording-name"]);
  });

  test("labels of the group are compared too since 3.0", () => {
    const text =
      "groups:\n- name: g\n  labels: {a: b}\n  rules: [{record: r, expr: up}]\n- name: h\n  rules: [{record: r, expr: up}]\n";
    expect(findings(text, v3)).toEqual([]);
  });
});

describe("PrometheusRule manifests", () => {
  const manifest = (spec: string) =>
    `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: x\nspec:\n  groups:\n${spec}`;

  test("are read like rule files, with additional fields", () => {
    const text = manifest(
      "  - name: g\n    partial_response_strategy: warn\n    rules:\n    - alert: A\n      expr: up ==\n",
    );
    expect(findings(text)).toEqual(["11:18 promql/syntax"]);
    expect(read(text).file!.groups[0]!.data.partial_response_strategy).toBe("warn");
  });

  test("in every document and in lists; other objects are skipped", () => {
    const rule = manifest("  - name: g\n    foo: 1\n");
    const text = `${rule}---\nkind: ConfigMap\napiVersion: v1\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: monitoring.coreos.com/v1\n  kind: PrometheusRule\n  spec: {groups: [{name: g, bar: 1}]}\n`;
    expect(findings(text)).toEqual(["8:5 rules/unknown-field", "18:29 rules/unknown-field"]);
  });

  test("as JSON, on one line too", () => {
    const groups = [{ name: "g", foo: 1 }];
    const rule = { apiVersion: "monitoring.coreos.com/v1", kind: "PrometheusRule", spec: { groups } };
    expect(findings(JSON.stringify(rule))).toEqual(["1:96 rules/unknown-field"]);
    const list = { apiVersion: "v1", kind: "List", items: [rule] };
    expect(findings(JSON.stringify(list))).toEqual(["1:138 rules/unknown-field"]);
  });
});

describe("hostile files", () => {
  test("nesting of 9,000 levels in a rule", () => {
    const deep = `${"[".repeat(9_000)}${"]".repeat(9_000)}`;
    expect(findings(alert(`    foo: ${deep}\n`))).toEqual(["6:5 rules/unknown-field"]);
  });

  test("a circular alias", () => {
    expect(findings("groups: &a [*a]\n")).toEqual(["1:13 yaml/aliases"]);
  });
});

test("every id has a sentence", () => {
  for (const [id, { sentence }] of Object.entries(ruleFileFindings)) {
    expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(sentence).toMatch(/\.$/);
  }
});

test("the nearest field is suggested for a misspelled one", () => {
  const fixes = (field: string) => {
    const text = `groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    ${field}: 5m\n`;
    return readRuleFile(text, { file: "rules.yml", version: { major: 3, minor: 5 } }).diagnostics.map(({ fix }) => fix);
  };
  expect(fixes("keepfiring_for")).toEqual(['did you mean "keep_firing_for"?']);
  expect(fixes("colour")).toEqual([expect.stringContaining("a rule has the fields record, alert, expr")]);
});
