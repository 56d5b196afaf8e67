import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { test as runTests, type TestOptions } from "../../../src/project/test/test.js";
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

async function ran(files: Readonly<Record<string, string>>, options: Partial<TestOptions> = {}) {
  const cwd = temporaryFolder(files);
  const progress = { descriptor: 2, color: false };
  return { cwd, ...(await runTests({ cwd, files: ["."], progress, ...options })) };
}

function outcomes({ run }: Awaited<ReturnType<typeof ran>>) {
  return run.files.map(({ file, outcomes: all, diagnostics }) => [
    file,
    diagnostics.length > 0 ? diagnostics.map(({ id }) => id) : all.map(({ failures }) => failures.length),
  ]);
}

describe("files of rule tests", () => {
  test("are run, each by itself", async () => {
    const tested = await ran({ "rules.yml": rules, "good.yml": passing, "bad.yml": failing });
    expect(outcomes(tested)).toEqual([
      ["bad.yml", [1]],
      ["good.yml", [0]],
    ]);
    expect(tested.passed).toBe(false);
  });

  test("are told from other files in a folder, but taken at their word when they are named", async () => {
    const files = {
      "rules.yml": rules,
      "good.yml": passing,
      "prometheus.yml": "rule_files: [rules.yml]\n",
      "a.json": "{}",
    };
    expect(outcomes(await ran(files))).toEqual([["good.yml", [0]]]);
    expect(outcomes(await ran(files, { files: ["*.yml"] }))).toEqual([
      ["good.yml", [0]],
      ["prometheus.yml", []],
      ["rules.yml", ["test-file/unknown-field"]],
    ]);
  });

  test("name rule files from where they lie", async () => {
    const text = passing.replace("rules.yml", "../shared/*.yml");
    expect(outcomes(await ran({ "shared/rules.yml": rules, "tests/good.yml": text }, { files: ["tests"] }))).toEqual([
      ["tests/good.yml", [0]],
    ]);
  });

  test("may name a rule file twice", async () => {
    const text = passing.replace("[rules.yml]", "[rules.yml, './rul*.yml']");
    expect(outcomes(await ran({ "rules.yml": rules, "good.yml": text }))).toEqual([["good.yml", [0]]]);
  });

  test("fail where a rule file does not load, but not for its warnings", async () => {
    const broken = rules.replace("up == 0", "up ==");
    expect(outcomes(await ran({ "rules.yml": broken, "good.yml": passing }))).toEqual([
      ["good.yml", ["promql/syntax"]],
    ]);
    const twice = `${rules}  - alert: Down\n    expr: up == 1\n`;
    expect(outcomes(await ran({ "rules.yml": twice, "good.yml": passing }))).toEqual([["good.yml", [0]]]);
  });

  test("do not fail for rule files that no test looks at", async () => {
    const text = "rule_files: [rules.yml]\ntests: []\n";
    expect(outcomes(await ran({ "rules.yml": "nonsense: 1\n", "good.yml": text }))).toEqual([["good.yml", []]]);
  });

  test("fail where a rule file is a folder", async () => {
    const text = passing.replace("rules.yml", "sub");
    expect(outcomes(await ran({ "sub/rules.yml": rules, "good.yml": text }, { files: ["good.yml"] }))).toEqual([
      ["good.yml", ["files/unreadable"]],
    ]);
  });

  test("take PrometheusRule manifests for rules", async () => {
    const spec = rules.replaceAll(/^(?=.)/gm, "  ");
    const manifest = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec:\n${spec}`;
    expect(outcomes(await ran({ "rules.yml": manifest, "good.yml": passing }))).toEqual([["good.yml", [0]]]);
  });

  test("that are no text are told of", async () => {
    const tested = await ran({ "rules.yml": rules }, { files: ["."] });
    expect(tested.run.diagnostics).toMatchObject([{ id: "files/not-found" }]);
    expect(tested.passed).toBe(false);
  });
});

describe("a run passes", () => {
  const files = { "rules.yml": rules, "good.yml": passing.replace("rules.yml", "rules.yml, more.yml") };

  test("with warnings, unless they are to fail", async () => {
    expect((await ran(files)).passed).toBe(true);
    expect((await ran(files, { strict: true })).passed).toBe(false);
  });

  test("only if enough rules are tested, where that is asked for", async () => {
    const more = { ...files, "rules.yml": `${rules}  - alert: Up\n    expr: up\n` };
    expect((await ran(more, { measureCoverage: true })).passed).toBe(true);
    expect((await ran(more, { minCoverage: 50 })).passed).toBe(true);
    expect((await ran(more, { minCoverage: 51 })).passed).toBe(false);
  });

  test("only if something was run", async () => {
    expect((await ran(files, { selection: () => false, run: "x" })).run.diagnostics).toMatchObject([
      { id: "test/none-found", summary: 'no test name or file matches "x"' },
    ]);
  });
});

test("the semantics are those of the release that is asked for", async () => {
  const text = `tests:
  - interval: 1m
    input_series: [{series: up, values: 1x10}]
    promql_expr_test: [{expr: 'count_over_time(up[5m])', eval_time: 10m, exp_samples: [{value: 6, labels: '{}'}]}]
`;
  expect((await ran({ "a.yml": text }, { versions: { prometheus: "2.42" } })).passed).toBe(true);
  expect((await ran({ "a.yml": text }, { versions: { prometheus: "3.5" } })).passed).toBe(false);
});

test("sources can be shown, of tests and of rules", async () => {
  const { readSource, cwd, root } = await ran({ "rules.yml": rules, "good.yml": passing });
  expect(readSource("good.yml")).toBe(passing);
  expect(readSource("rules.yml")).toBe(rules);
  expect(resolve(root)).toBe(cwd);
});
