import { describe, expect, test } from "vitest";
import type { RunTestOptions, TestOutcome } from "../../../src/simulate/index.js";
import { inPromtoolsWords } from "./promtool-words.js";
import { old, recent, runFile } from "./run-file.js";

const rules = `
groups:
- name: g
  rules:
  - record: twice
    expr: m * 2
  - alert: High
    expr: twice > 10
    for: 1m
    labels: {severity: page}
    annotations: {summary: "{{ $labels.a }} is at {{ $value }}", help: look}
`;

/** Runs a file with one test; `fields` are the test's, as YAML. */
function outcomeOf(
  fields: string,
  options: Partial<RunTestOptions & { rules: string; file: string }> = {},
): TestOutcome {
  const text = `rule_files: [rules.yml]\n${options.file ?? ""}\ntests:\n- ${fields.trim().replace(/\n/g, "\n  ")}`;
  const run = runFile(text, () => options.rules ?? rules, { version: old, ...options });
  expect(run.errors).toEqual([]);
  return run.outcomes[0]!;
}

const differences = (...of: Parameters<typeof outcomeOf>) => inPromtoolsWords([outcomeOf(...of)]);
const warnings = (...of: Parameters<typeof outcomeOf>) =>
  outcomeOf(...of).warnings.map(({ id, message }) => `${id}: ${message}`);

const series = `
interval: 1m
input_series:
- {series: 'm{a="x"}', values: "1 1 6 7 8 8 8 1"}`;

describe("expected alerts", () => {
  const expecting = (time: string, alerts: string) =>
    `${series}\nalert_rule_test:\n- {eval_time: ${time}, alertname: High, exp_alerts: ${alerts}}`;
  const full = '[{exp_labels: {a: x, severity: page}, exp_annotations: {summary: "x is at 14", help: look}}]';

  test("are compared with firing alerts, with all labels and annotations", () => {
    expect(differences(expecting("3m", full))).toEqual([]);
    expect(differences(expecting("7m", "[]"))).toEqual([]);
  });

  test("do not match pending alerts", () => {
    expect(differences(expecting("2m", "[]"))).toEqual([]);
  });

  test.each([
    ["a label less", '[{exp_labels: {a: x}, exp_annotations: {summary: "x is at 14", help: look}}]'],
    [
      "a label more",
      '[{exp_labels: {a: x, b: "", severity: page}, exp_annotations: {summary: "x is at 14", help: look}}]',
    ],
    ["an annotation less", '[{exp_labels: {a: x, severity: page}, exp_annotations: {summary: "x is at 14"}}]'],
    ["another text", '[{exp_labels: {a: x, severity: page}, exp_annotations: {summary: "x is at 15", help: look}}]'],
    ["none", "[]"],
    ["two", `[{exp_labels: {a: x, severity: page}}, ${full.slice(1)}`],
  ])("fail with %s", (_, alerts) => {
    expect(outcomeOf(expecting("3m", alerts)).failures).toMatchObject([{ kind: "alerts differ", got: [{}] }]);
  });

  test("may be partial with subset", () => {
    const subset = { subset: true };
    expect(differences(expecting("3m", "[{exp_labels: {severity: page}}]"), subset)).toEqual([]);
    expect(differences(expecting("3m", "[{exp_annotations: {help: look}}]"), subset)).toEqual([]);
    expect(differences(expecting("3m", "[{exp_labels: {severity: ticket}}]"), subset)).toHaveLength(1);
    expect(differences(expecting("3m", "[{}, {}]"), subset)).toHaveLength(1);
    expect(differences(expecting("3m", "[]"), subset)).toHaveLength(1);
  });

  test("match one alert each with subset, even if they fit several", () => {
    const two = `${series}\n- {series: 'm{a="y"}', values: "9x9"}\nalert_rule_test:\n- {eval_time: 3m, alertname: High, exp_alerts: `;
    expect(differences(`${two}[{exp_labels: {severity: page}}, {exp_labels: {a: x}}]}`, { subset: true })).toEqual([]);
    expect(differences(`${two}[{exp_labels: {a: x}}, {exp_labels: {a: x}}]}`, { subset: true })).toHaveLength(1);
  });

  test("have the tested alert's name, even if exp_labels differ", () => {
    const alerts = full.replace("a: x", "a: x, alertname: Low");
    expect(differences(expecting("3m", alerts))).toEqual([]);
  });

  test("between two evaluations are compared at the earlier one", () => {
    expect(differences(expecting("3m59s", full))).toEqual([]);
    expect(warnings(expecting("3m59s", full))).toEqual([
      "test/eval-time-between-ticks: 3m59s is between two evaluations: the alerts of 3m are compared",
    ]);
  });

  test("include all rules of that name, in any group", () => {
    const both = `
groups:
- {name: g, rules: [{alert: High, expr: 'm{a="x"}'}]}
- {name: h, rules: [{alert: High, expr: 'm{a="x"} * 2', labels: {b: c}}]}
`;
    expect(differences(expecting("0m", "[{exp_labels: {a: x}}, {exp_labels: {a: x, b: c}}]"), { rules: both })).toEqual(
      [],
    );
  });
});

describe("expected samples", () => {
  const expecting = (expr: string, samples: string, time = "3m") =>
    `${series}\npromql_expr_test:\n- {eval_time: ${time}, expr: '${expr}', exp_samples: ${samples}}`;

  test("match with equal labels and exactly equal values", () => {
    expect(differences(expecting("twice", `[{labels: 'twice{a="x"}', value: 14}]`))).toEqual([]);
    expect(differences(expecting("m > 100", "[]"))).toEqual([]);
    expect(differences(expecting("1 + 1", "[{value: 2}]"))).toEqual([]);
    expect(differences(expecting("vector(0.1) + 0.2", "[{value: 0.3}]"))).toEqual([
      'expr: "vector(0.1) + 0.2", time: 3m, exp: {} 3E-01 got: {} 3.0000000000000004E-01',
    ]);
  });

  test("may differ in the last bit with fuzzy_compare", () => {
    const options = { version: recent, file: "fuzzy_compare: true" };
    expect(differences(expecting("vector(0.1) + 0.2", "[{value: 0.3}]"), options)).toEqual([]);
    expect(differences(expecting("vector(0.1) + 0.2", "[{value: 0.2999999999999999}]"), options)).toHaveLength(1);
    expect(differences(expecting("vector(-5e-324)", "[{value: 0}]"), options)).toEqual([]);
  });

  test("are never equal to NaN", () => {
    const nan = expecting("vector(NaN)", "[{value: .nan}]");
    expect(differences(nan)).toHaveLength(1);
    expect(warnings(nan)).toEqual(["test/nan-never-equal: NaN does not equal NaN: this expectation always fails"]);
  });

  test("may have fewer labels with subset", () => {
    expect(differences(expecting("twice", "[{labels: twice, value: 14}]"), { subset: true })).toEqual([]);
    expect(differences(expecting("twice", "[{labels: twice, value: 15}]"), { subset: true })).toHaveLength(1);
  });

  test("do not include input after the last evaluation of the rules", () => {
    const late = `
interval: 15s
input_series: [{series: m, values: "0 1 2 3 4 5 6 7 8"}]
promql_expr_test: [{eval_time: 1m45s, expr: m, exp_samples: [{labels: m, value: 4}]}]`;
    expect(differences(late)).toEqual([]);
    expect(warnings(late)).toEqual([
      "test/eval-time-between-ticks: at 1m45s, samples after the last evaluation of the rules (1m) are not loaded",
    ]);
  });

  test("fail if the expression fails", () => {
    expect(outcomeOf(expecting('label_replace(m, "0", "", "", "")', "[]")).failures).toMatchObject([
      { kind: "run failed", message: expect.stringContaining("at 3m: invalid destination label name") },
    ]);
  });

  test("may be native histograms", () => {
    const histogram = `
input_series: [{series: h, values: "{{schema:1 count:3 sum:4 buckets:[1 2]}}+{{schema:1 count:1 sum:2 buckets:[0 1]}}x3"}]
promql_expr_test:
- {eval_time: 1m, expr: h, exp_samples: [{labels: h, histogram: "{{schema:1 count:4 sum:6 counter_reset_hint:not_reset buckets:[1 3]}}"}]}
- {eval_time: 1m, expr: h, exp_samples: [{labels: h, histogram: "{{schema:1 count:4 sum:6 buckets:[1 3]}}"}]}`;
    expect(outcomeOf(histogram, { version: recent }).failures).toMatchObject([
      { got: [{ value: "{{schema:1 count:4 sum:6 counter_reset_hint:not_reset buckets:[1 3]}}" }] },
    ]);
  });

  test("are relative to start_timestamp", () => {
    const started = `start_timestamp: 86400${expecting("time() + 0 * timestamp(m)", `[{labels: '{a="x"}', value: 86580}]`)}`;
    expect(differences(started, { version: recent })).toEqual([]);
  });
});

describe("rules under test", () => {
  const counted = (expr: string, value: number) =>
    `${series}\npromql_expr_test: [{eval_time: 6m, expr: '${expr}', exp_samples: [{value: ${value}}]}]`;

  test("are evaluated at the interval of the file, not of their group", () => {
    const own = "groups: [{name: g, interval: 3m, rules: [{record: r, expr: vector(1)}]}]";
    const fields = counted("count_over_time(r[6m])", 7);
    expect(differences(fields, { rules: own })).toEqual([]);
    expect(warnings(fields, { rules: own })).toEqual([
      "test/interval-ignored: group g is tested at an interval of 1m, not at its own of 3m",
    ]);
    expect(warnings(fields, { rules: own, file: "evaluation_interval: 3m" })).toEqual([]);
  });

  test("end the test if they fail", () => {
    const failing = "groups: [{name: g, rules: [{record: r, expr: 'm > bool on () n'}, {record: s, expr: 'm[1m]'}]}]";
    expect(outcomeOf(counted("r", 1), { rules: failing }).failures).toMatchObject([
      {
        kind: "run failed",
        message: "rule s at 0s: rule result is not a vector or scalar",
        rule: { file: "rules.yml", group: "g", index: 1 },
      },
    ]);
  });

  test("may load 10,000 samples per query", () => {
    const many = `
interval: 1s
input_series: [{series: m, values: "0x10000"}]
promql_expr_test: [{eval_time: 3h, expr: 'count_over_time(m[3h])', exp_samples: [{value: 10001}]}]`;
    const none = { rules: "groups: []" };
    const message = "at 3h: query processing would load too many samples into memory in query execution";
    expect(outcomeOf(many, none).failures).toMatchObject([{ kind: "run failed", message }]);
    expect(differences(many, { ...none, maxSamples: 20_000 })).toEqual([]);
  });

  test("cannot see the future", () => {
    const ahead = "groups: [{name: g, rules: [{record: r, expr: 'm offset -1m'}]}]";
    expect(differences(counted("count_over_time(r[6m]) or vector(0)", 0), { rules: ahead })).toHaveLength(1);
    const now = `${series}\npromql_expr_test: [{eval_time: 2m, expr: r, exp_samples: [{labels: 'r{a="x"}', value: 6}]}]`;
    expect(differences(now, { rules: ahead })).toEqual([]);
  });

  test("may write to input series if the values agree", () => {
    const into = "groups: [{name: g, rules: [{record: n, expr: m}]}]";
    const given = (values: string) =>
      `${series}\n- {series: 'n{a="x"}', values: "${values}"}\npromql_expr_test: [{eval_time: 3m, expr: absent(n), exp_samples: []}]`;
    expect(differences(given("1 1 6"), { rules: into })).toEqual([]);
    expect(differences(given("1 1 7"), { rules: into })).toEqual(["rule n at 2m: duplicate sample for timestamp"]);
  });

  test("have the external labels and URL in templates", () => {
    const ruleText = `groups: [{name: g, rules: [{alert: A, expr: vector(1), annotations: {at: "{{ $externalURL }} {{ $externalLabels.eu }}"}}]}]`;
    const fields = `
external_labels: {eu: west}
external_url: http://here
alert_rule_test: [{eval_time: 0s, alertname: A, exp_alerts: [{exp_annotations: {at: http://here west}}]}]`;
    expect(differences(fields, { rules: ruleText })).toEqual([]);
  });
});

describe("groups are evaluated", () => {
  const chain = `
groups:
- {name: last, rules: [{record: c, expr: b}]}
- {name: first, rules: [{record: a, expr: m}]}
- {name: middle, rules: [{record: b, expr: a}]}
`;
  const fields = `${series}\npromql_expr_test: [{eval_time: 3m, expr: c, exp_samples: [{labels: 'c{a="x"}', value: 7}]}]`;

  test("in the order of group_eval_order", () => {
    const options = { rules: chain, file: "group_eval_order: [first, middle, last]" };
    expect(differences(fields, options)).toEqual([]);
    expect(warnings(fields, options)).toEqual([]);
  });

  test("at the rank of the first, if group_eval_order does not list them", () => {
    const options = { rules: chain, file: "group_eval_order: [first, middle]" };
    expect(differences(fields, options)).toEqual([
      'expr: "c", time: 3m, exp: {__name__="c", a="x"} 7E+00 got: {__name__="c", a="x"} 6E+00',
    ]);
  });

  test("in random order if none is listed, with a warning if one reads another", () => {
    expect(warnings(fields, { rules: chain })).toEqual([
      "test/unordered-groups: group last reads b from group middle, but promtool evaluates them in random order",
      "test/unordered-groups: group middle reads a from group first, but promtool evaluates them in random order",
    ]);
  });
});

describe("a test that cannot fail", () => {
  test("expects nothing", () => {
    expect(warnings(series)).toEqual([
      "test/no-expectations: the test has no expectations: it fails only if a rule cannot be evaluated",
    ]);
  });

  test("expects an alert that no rule defines", () => {
    expect(warnings("alert_rule_test: [{eval_time: 1m, alertname: Hihg, exp_alerts: []}]")).toEqual([
      "test/unknown-alert: no rule defines an alert Hihg: the expectation that it does not fire always passes",
    ]);
    const misspelled = "alert_rule_test: [{eval_time: 1m, alertname: Hihg, exp_alerts: [{}]}]";
    expect(warnings(misspelled)).toEqual(["test/unknown-alert: no rule defines an alert Hihg"]);
    expect(differences(misspelled)).toHaveLength(1);
  });
});

describe("the rules that a test touches", () => {
  const chain = `
groups:
- name: g
  rules:
  - {record: a, expr: m}
  - {record: b, expr: a, labels: {env: prod}}
  - {record: b, expr: a, labels: {env: test}}
  - {record: unused, expr: a}
  - {alert: Asked, expr: 'b{env="prod"} > 1'}
  - {alert: Watching, expr: 'ALERTS{alertname="Asked"}'}
  - {alert: Other, expr: m}
`;
  const touched = (fields: string) => outcomeOf(fields, { rules: chain }).touched.map(({ index }) => index);

  test("are those of tested alerts, and their dependencies", () => {
    expect(touched("alert_rule_test: [{eval_time: 1m, alertname: Asked}]")).toEqual([0, 1, 4]);
    expect(touched("alert_rule_test: [{eval_time: 1m, alertname: Watching}]")).toEqual([0, 1, 4, 5]);
  });

  test("are the dependencies of its expressions", () => {
    expect(touched("promql_expr_test: [{eval_time: 1m, expr: sum(b)}]")).toEqual([0, 1, 2]);
    expect(touched(`promql_expr_test: [{eval_time: 1m, expr: 'b{env=~"t.+"}'}]`)).toEqual([0, 2]);
    expect(touched(`promql_expr_test: [{eval_time: 1m, expr: '{__name__=~"un.*"}'}]`)).toEqual([0, 3]);
    expect(touched("promql_expr_test: [{eval_time: 1m, expr: ALERTS}]")).toEqual([0, 1, 4, 5, 6]);
  });
});
