import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readTestFile, testFileFindings } from "../../../src/formats/prometheus-tests/index.js";
import { parseVersion } from "../../../src/promql/index.js";
import { corpusFolder } from "../../oracles/corpus.js";

function read(text: string, version = "2.42") {
  return readTestFile(text, { file: "test.yml", version: parseVersion(version)! });
}

/** The id of each finding with the text that it underlines. */
function findingsFor(text: string, version?: string): string[] {
  const lines = text.split("\n");
  return read(text, version).diagnostics.map(({ id, span }) => {
    const { start, end = start } = span!;
    const line = lines[start.line - 1]!;
    return `${id} ${line.slice(start.column - 1, end.line > start.line ? undefined : end.column - 1)}`.trim();
  });
}

const file = `rule_files: [rules/*.yml, more.yml]
evaluation_interval: 30s
group_eval_order: [b, a]
tests:
  - name: goes down
    interval: 1m
    external_labels: {cluster: eu}
    external_url: http://prometheus
    input_series:
      - series: up{job="api"}
        values: 1x2 0 stale
    alert_rule_test:
      - eval_time: 5m
        alertname: Down
        exp_alerts:
          - exp_labels: {job: api}
            exp_annotations: {summary: api is down}
    promql_expr_test:
      - expr: sum by (job) (up)
        eval_time: 1m
        exp_samples:
          - labels: '{job="api"}'
            value: 1
`;

describe("a file of rule tests", () => {
  test("has its series and expectations", () => {
    const { file: tests, diagnostics } = read(file);
    expect(diagnostics).toEqual([]);
    expect(tests).toMatchObject({
      file: "test.yml",
      ruleFiles: [{ value: "rules/*.yml" }, { value: "more.yml" }],
      evaluationInterval: 30_000,
      groupOrder: [{ value: "b" }, { value: "a" }],
      fuzzyCompare: false,
    });
    expect(tests?.tests).toMatchObject([
      {
        name: { value: "goes down" },
        interval: 60_000,
        startTime: 0,
        externalLabels: { cluster: "eu" },
        externalUrl: "http://prometheus",
        series: [{ labels: { __name__: "up", job: "api" } }],
        alerts: [
          {
            evalTime: 300_000,
            alertname: { value: "Down" },
            alerts: [{ labels: { job: "api" }, annotations: { summary: "api is down" } }],
          },
        ],
        expressions: [
          {
            expr: { value: "sum by (job) (up)" },
            evalTime: 60_000,
            samples: [{ labels: { job: "api" }, value: { kind: "float", value: 1 } }],
          },
        ],
      },
    ]);
  });

  test("has the ranges of all parts", () => {
    const tests = read(file).file!;
    const [{ alerts, expressions, series }] = tests.tests as [(typeof tests.tests)[number]];
    expect(tests.span(tests.tests[0]!).start).toEqual({ line: 5, column: 5 });
    expect(tests.span(alerts[0]!).start).toEqual({ line: 13, column: 9 });
    expect(tests.span(alerts[0]!.alerts[0]!).start).toEqual({ line: 16, column: 13 });
    expect(tests.span(expressions[0]!.expr).start).toEqual({ line: 19, column: 15 });
    expect(tests.span(series[0]!).start).toEqual({ line: 10, column: 17 });
  });

  test.each(["", "null", "tests:", "tests: []", "rule_files: [a.yml]"])("can have no tests: %j", (text) => {
    expect(read(text)).toMatchObject({ file: { evaluationInterval: 60_000, tests: [] }, diagnostics: [] });
  });

  test("accepts anchors, merge keys, and numbers as strings", () => {
    const text = "tests:\n  - &a {name: 1, interval: 1m}\n  - <<: *a\n    external_labels: {a: 1, b: true, c: null}\n";
    const tests = read(text).file!.tests;
    expect(tests.map(({ name }) => name?.value)).toEqual(["1", "1"]);
    expect(tests[1]?.externalLabels).toEqual({ a: "1", b: "true", c: "" });
  });

  test("a label called __proto__ is an ordinary label", () => {
    const [one] = read("tests: [{external_labels: {__proto__: a}}]").file!.tests;
    expect(Object.entries(one!.externalLabels)).toEqual([["__proto__", "a"]]);
  });
});

const inTest = (fields: string) => `tests:\n  - interval: 1m\n    ${fields}\n`;
const series = (written: string, values: string) =>
  inTest(`input_series: [{series: '${written}', values: '${values}'}]`);
const sample = (fields: string) => inTest(`promql_expr_test: [{expr: up, exp_samples: [{${fields}}]}]`);

describe("promtool refuses", () => {
  test.each([
    ["test: []", "test-file/unknown-field test"],
    ["tests: []\ntests: []", "yaml/duplicate-key tests"],
    ["tests: {}", "test-file/wrong-type {}"],
    ["tests: [1]", "test-file/wrong-type 1"],
    ["rule_files: rules.yml", "test-file/wrong-type rules.yml"],
    ["evaluation_interval: 5", "test-file/invalid-duration 5"],
    ["evaluation_interval: -1m", "test-file/invalid-duration -1m"],
    ["evaluation_interval: ''", "test-file/invalid-duration ''"],
    ["group_eval_order: [a, b, a]", "test-file/duplicate-group a"],
    [inTest("alert_rule_test: [{eval_time: 1.5h, alertname: A}]"), "test-file/invalid-duration 1.5h"],
    [inTest("alert_rule_test: [{eval_time: 1m}]"), "test-file/missing-alertname"],
    [inTest("alert_rule_test: [null]"), "test-file/missing-alertname"],
    [inTest("alert_rule_test: [{alertname: A, exp_alert: []}]"), "test-file/unknown-field exp_alert"],
    [inTest("promql_expr_test: [{eval_time: 1m}]"), "test-file/missing-expr"],
    [inTest("promql_expr_test: [{expr: 'sum(up'}]"), "promql/syntax"],
    [inTest("promql_expr_test: [{expr: 'up[5m]'}]"), "test-file/wrong-result up[5m]"],
    [inTest("promql_expr_test: [{expr: '\"a\"'}]"), 'test-file/wrong-result "a"'],
    [series('up{job=~"a"}', "1"), "test-file/invalid-series ~"],
    [series('up{job="a",job="b"}', "1"), "test-file/invalid-series job"],
    [series('up {job="a"}', "1"), 'test-file/invalid-series {job="a"}'],
    [series('{"up"}', "1"), 'test-file/invalid-series "'],
    [series("{}", "1"), "test-file/invalid-series {"],
    [series('up{job="a"}1', ""), "test-file/invalid-series 1"],
    [series("up", "1 2 three"), "test-file/invalid-series three"],
    [series("up", "1+2"), "test-file/invalid-series 1+2"],
    [series("up", "1 {{count:1}}"), "test-file/newer-notation {{"],
    [sample("labels: 'up{'"), "test-file/invalid-labels"],
    [sample("labels: 'up x'"), "test-file/invalid-labels x"],
    [sample("value: NaN"), "test-file/wrong-type NaN"],
    [sample("value: '1'"), "test-file/wrong-type '1'"],
    [sample("histogram: ''"), "test-file/newer-field histogram"],
    ["fuzzy_compare: true", "test-file/newer-field fuzzy_compare"],
    [inTest("start_timestamp: 0"), "test-file/newer-field start_timestamp"],
    ["a: &a {b: *a}", "yaml/aliases *a"],
    ["tests: [", "yaml/syntax"],
  ])("%j", (text, expected) => {
    expect(findingsFor(text)).toContain(expected);
  });

  test("all problems are reported at once, in file order", () => {
    const text = `tests:\n  - name: a\n    interval: 1\n    input_series: [{series: up, values: a}, {serie: up}]\n  - name: [b]\n`;
    expect(findingsFor(text)).toEqual([
      "test-file/invalid-duration 1",
      "test-file/invalid-series a",
      "test-file/unknown-field serie",
      "test-file/wrong-type [b]",
    ]);
  });

  test("the subject of a finding is its test", () => {
    expect(read("tests: [{name: goes down, interval: 1}]").diagnostics[0]?.subject).toBe('test "goes down"');
  });

  test("positions are right in quoted, folded and multi-line strings", () => {
    const text = `tests:\n  - interval: 1m\n    input_series:\n      - series: up\n        values: >-\n          1 2\n          3 four 5\n`;
    expect(read(text).diagnostics[0]?.span?.start).toEqual({ line: 7, column: 13 });
  });
});

describe("fields and notations of later releases", () => {
  test("fuzzy_compare: 3.5", () => {
    expect(read("fuzzy_compare: true", "3.4").diagnostics).toHaveLength(1);
    expect(read("fuzzy_compare: true", "3.5")).toMatchObject({ file: { fuzzyCompare: true }, diagnostics: [] });
  });

  test.each([
    ["1767225600", 1767225600000],
    ["1.5", 1500],
    ["2026-01-01T00:00:00Z", 1767225600000],
    ["'2026-01-01T01:00:00.25+01:00'", 1767225600250],
  ])("start_timestamp: %s, 3.9", (written, start) => {
    expect(read(inTest(`start_timestamp: ${written}`), "3.8").diagnostics).toHaveLength(1);
    expect(read(inTest(`start_timestamp: ${written}`), "3.9")).toMatchObject({
      file: { tests: [{ startTime: start }] },
      diagnostics: [],
    });
  });

  test.each(["today", "2026-01-01", "2026-02-31T00:00:00Z", "1e300", "inf"])("%s is not a time", (written) => {
    expect(findingsFor(inTest(`start_timestamp: ${written}`), "3.9")).toEqual([`test-file/invalid-time ${written}`]);
  });

  test("native histograms: 2.48", () => {
    expect(read(series("h", "{{count:1}}x2"), "2.48").diagnostics).toEqual([]);
    const expected = { file: { tests: [{ expressions: [{ samples: [{ value: { kind: "histogram" } }] }] }] } };
    expect(read(sample("histogram: '{{count:1}}'"), "2.48")).toMatchObject({ ...expected, diagnostics: [] });
    expect(findingsFor(sample("histogram: '{{count:1}}x1'"), "2.48")).toEqual([
      "test-file/invalid-histogram {{count:1}}x1",
    ]);
    expect(findingsFor(sample("histogram: '1'"), "2.48")).toHaveLength(1);
  });

  test("names in quotes: 3.0", () => {
    const quoted = series('{"up.time", "a.b"="c"}', "1");
    expect(read(quoted, "2.55").diagnostics).toHaveLength(1);
    expect(read(quoted, "3.0")).toMatchObject({
      file: { tests: [{ series: [{ labels: { "a.b": "c" } }] }] },
      diagnostics: [],
    });
  });

  test("an interval by default: 2.49", () => {
    const text = "evaluation_interval: 2m\ntests: [{input_series: [{series: up, values: '_ 1 2'}]}]";
    expect(read(text, "2.49")).toMatchObject({ file: { tests: [{ interval: 120_000 }] }, diagnostics: [] });
    expect(findingsFor(text, "2.48")).toEqual(["test-file/no-interval"]);
    expect(read(text, "2.48").file!.tests[0]).toMatchObject({ interval: 0, series: [{ values: [{ value: 1 }] }] });
  });
});

describe("warnings about what promtool ignores", () => {
  const block = `tests:
  - interval: 1m
    input_series:
      - series: up
        values: |
          1 2
      - series: other
        values: 1
`;

  test("series after an empty line, such as the one that ends a block", () => {
    const { file: tests, diagnostics } = read(block);
    expect(tests!.tests[0]!.series.map(({ labels }) => labels)).toEqual([{ __name__: "up" }]);
    expect(diagnostics).toMatchObject([
      { id: "test-file/unread-series", severity: "warning", span: { start: { line: 7 } } },
    ]);
  });

  test("no warning about a block at the end", () => {
    expect(read(block.replace(/ {6}- series: other[\s\S]*$/, "")).diagnostics).toEqual([]);
  });

  test("all but the last of several series with the same labels", () => {
    const text = inTest('input_series: [{series: \'up{a="1"}\', values: 1}, {series: \'up{b="", a="1"}\', values: 2}]');
    expect(read(text).file!.tests[0]!.series).toMatchObject([{ values: [{ value: 2 }] }]);
    expect(findingsFor(text)).toEqual(['test-file/duplicate-series \'up{b="", a="1"}\'']);
  });

  test("documents after the first", () => {
    expect(findingsFor("tests: []\n---\nfoo: bar")).toEqual(["test-file/unread-document"]);
  });
});

describe("hostile files are read quickly", () => {
  test("values after the last expectation are not expanded", () => {
    const text = series("up", "0+1x18446744073709551615");
    expect(read(text).file!.tests[0]!.series[0]!.values).toHaveLength(1);
  });

  test("too many values are refused", () => {
    const expectations = "alert_rule_test: [{alertname: A, eval_time: 100000d}]";
    const many = Array.from({ length: 10 }, (_, index) => `{series: up${index}, values: 1x4000000}`).join(", ");
    expect(findingsFor(inTest(`${expectations}\n    input_series: [{series: up, values: 0x9999999999}]`))).toEqual([
      "test-file/invalid-series 0x9999999999",
    ]);
    expect(findingsFor(inTest(`${expectations}\n    input_series: [${many}]`))).toEqual([
      "test-file/too-many-values up4",
    ]);
  });
});

test("every id has a sentence", () => {
  const sources = readdirSync(fileURLToPath(new URL("../../../src/formats/prometheus-tests/", import.meta.url)));
  const texts = sources
    .filter((name) => name !== "findings.ts")
    .map((name) => readFileSync(new URL(`../../../src/formats/prometheus-tests/${name}`, import.meta.url), "utf8"));
  const used = texts.flatMap((text) => [...text.matchAll(/"(test-file\/[a-z-]+)"/g)].map((match) => match[1]!));
  const elsewhere = ["bad-pattern", "no-rule-file"].map((name) => `test-file/${name}`);
  expect([...new Set([...used, ...elsewhere])].sort()).toEqual(Object.keys(testFileFindings).sort());
});

const { path: corpus, missing } = corpusFolder("unit-tests");

describe.skipIf(missing)("test files of public repositories", () => {
  const names = missing ? [] : readdirSync(corpus).filter((name) => name.startsWith("T_"));
  test.each(names)("%s is read", (name) => {
    const { file: tests, diagnostics } = read(readFileSync(corpus + name, "utf8"));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(tests!.tests.length).toBeGreaterThan(0);
  });
});
