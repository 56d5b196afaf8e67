import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { test as runTests, type TestOptions, type TestResult } from "../../../src/project/test/test.js";
import { temporaryFolder } from "../temporary-folder.js";

const rules = `groups:
- name: g
  rules:
  - alert: Down
    expr: up == 0
`;
const passing = `rule_files: [rules.yml]
tests:
  - name: down
    interval: 1m
    input_series: [{series: up, values: 0}]
    alert_rule_test: [{alertname: Down, exp_alerts: [{}]}]
`;
const failing = passing.replace("exp_alerts: [{}]", "exp_alerts: []");

async function runFiles(files: Readonly<Record<string, string>>, options: Partial<TestOptions> = {}) {
  const cwd = temporaryFolder(files);
  const progress = { descriptor: 2, color: false };
  return { cwd, ...(await runTests({ cwd, files: ["."], progress, ...options })) };
}

function outcomes({ run }: TestResult) {
  return run.files.map(({ file, outcomes: all, diagnostics }) => [
    file,
    diagnostics.length > 0 ? diagnostics.map(({ id }) => id) : all.map(({ failures }) => failures.length),
  ]);
}

describe("files of rule tests", () => {
  test("run independently", async () => {
    const tested = await runFiles({ "rules.yml": rules, "good.yml": passing, "bad.yml": failing });
    expect(outcomes(tested)).toEqual([
      ["bad.yml", [1]],
      ["good.yml", [0]],
    ]);
    expect(tested.passed).toBe(false);
  });

  test("are recognised by their content in folders; given files are always test files", async () => {
    const files = {
      "rules.yml": rules,
      "good.yml": passing,
      "prometheus.yml": "rule_files: [rules.yml]\n",
      "a.json": "{}",
    };
    expect(outcomes(await runFiles(files))).toEqual([["good.yml", [0]]]);
    expect(outcomes(await runFiles(files, { files: ["*.yml"] }))).toEqual([
      ["good.yml", [0]],
      ["prometheus.yml", []],
      ["rules.yml", ["test-file/unknown-field"]],
    ]);
  });

  test("name rule files relative to their own folder", async () => {
    const text = passing.replace("rules.yml", "../shared/*.yml");
    expect(
      outcomes(await runFiles({ "shared/rules.yml": rules, "tests/good.yml": text }, { files: ["tests"] })),
    ).toEqual([["tests/good.yml", [0]]]);
  });

  test("may name a rule file twice", async () => {
    const text = passing.replace("[rules.yml]", "[rules.yml, './rul*.yml']");
    expect(outcomes(await runFiles({ "rules.yml": rules, "good.yml": text }))).toEqual([["good.yml", [0]]]);
  });

  test("fail if a rule file has errors, but not if it has warnings", async () => {
    const broken = rules.replace("up == 0", "up ==");
    expect(outcomes(await runFiles({ "rules.yml": broken, "good.yml": passing }))).toEqual([
      ["good.yml", ["promql/syntax"]],
    ]);
    const twice = `${rules}  - alert: Down\n    expr: up == 1\n`;
    expect(outcomes(await runFiles({ "rules.yml": twice, "good.yml": passing }))).toEqual([["good.yml", [0]]]);
  });

  test("without tests, do not fail for their rule files", async () => {
    const text = "rule_files: [rules.yml]\ntests: []\n";
    expect(outcomes(await runFiles({ "rules.yml": "nonsense: 1\n", "good.yml": text }))).toEqual([["good.yml", []]]);
  });

  test("fail if a rule file is a folder", async () => {
    const text = passing.replace("rules.yml", "sub");
    expect(outcomes(await runFiles({ "sub/rules.yml": rules, "good.yml": text }, { files: ["good.yml"] }))).toEqual([
      ["good.yml", ["files/unreadable"]],
    ]);
  });

  test("accept PrometheusRule manifests as rule files", async () => {
    const spec = rules.replaceAll(/^(?=.)/gm, "  ");
    const manifest = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n${spec}`;
    expect(outcomes(await runFiles({ "rules.yml": manifest, "good.yml": passing }))).toEqual([["good.yml", [0]]]);
  });

  test("that are not text are reported", async () => {
    const tested = await runFiles({ "rules.yml": rules }, { files: ["."] });
    expect(tested.run.diagnostics).toMatchObject([{ id: "files/not-found" }]);
    expect(tested.passed).toBe(false);
  });
});

describe("a run passes", () => {
  const files = { "rules.yml": rules, "good.yml": passing.replace("rules.yml", "rules.yml, more.yml") };

  test("with warnings, unless strict", async () => {
    expect((await runFiles(files)).passed).toBe(true);
    expect((await runFiles(files, { strict: true })).passed).toBe(false);
  });

  test("only with the minimum coverage, if one is set", async () => {
    const more = { ...files, "rules.yml": `${rules}  - alert: Up\n    expr: up\n` };
    expect((await runFiles(more, { coverage: true })).passed).toBe(true);
    expect((await runFiles(more, { minCoverage: 50 })).passed).toBe(true);
    expect((await runFiles(more, { minCoverage: 51 })).passed).toBe(false);
  });

  test("only if a test ran", async () => {
    expect((await runFiles(files, { selection: () => false, run: "x" })).run.diagnostics).toMatchObject([
      { id: "test/none-found", summary: 'no test name or file matches "x"' },
    ]);
  });
});

test("semantics are those of the target release", async () => {
  const text = `tests:
  - interval: 1m
    input_series: [{series: up, values: 1x10}]
    promql_expr_test: [{expr: 'count_over_time(up[5m])', eval_time: 10m, exp_samples: [{value: 6, labels: '{}'}]}]
`;
  expect((await runFiles({ "a.yml": text }, { versions: { prometheus: "2.42" } })).passed).toBe(true);
  expect((await runFiles({ "a.yml": text }, { versions: { prometheus: "3.5" } })).passed).toBe(false);
});

test("sources of tests and rules can be read", async () => {
  const { readSource, cwd, root } = await runFiles({ "rules.yml": rules, "good.yml": passing });
  expect(readSource("good.yml")).toBe(passing);
  expect(readSource("rules.yml")).toBe(rules);
  expect(resolve(root)).toBe(cwd);
});

test("a configuration without an environment is reported, with the line of it", async () => {
  const config = "export default { checks: {} };\n";
  const { passed, run, readSource } = await runFiles({ "telltale.config.ts": config }, { files: [] });
  expect(passed).toBe(false);
  expect(run.diagnostics.map(({ id }) => id)).toEqual(["config/no-environment"]);
  expect(readSource(run.diagnostics[0]!.span!.file)).toBe(config);
});
