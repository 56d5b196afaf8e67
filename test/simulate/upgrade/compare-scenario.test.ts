import { describe, expect, test } from "vitest";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import { type RuleGroupSource, ruleGroupSource } from "../../../src/simulate/index.js";
import { compareScenario } from "../../../src/simulate/upgrade/compare-scenario.js";
import { testScenario } from "../../../src/simulate/upgrade/scenario.js";

const [old, recent] = [
  { major: 2, minor: 42 },
  { major: 3, minor: 16 },
];

/** Compares one alert on series of a test that lasts ten minutes. */
function compare(expr: string, series: Readonly<Record<string, string>>, hold = "0s", after = recent!) {
  const text = JSON.stringify({
    rule_files: ["rules.yml"],
    evaluation_interval: "1m",
    tests: [
      {
        interval: "1m",
        input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
        alert_rule_test: [{ eval_time: "10m", alertname: "A" }],
      },
    ],
  });
  const { file } = readTestFile(text, { file: "a.test.yml", version: recent! });
  const rules = [{ alert: "A", expr, for: hold }];
  const groups: RuleGroupSource[] = [ruleGroupSource({ name: "g", rules }, { file: "rules.yml", interval: 60_000 })];
  return compareScenario(testScenario(file!.tests[0]!, file!, groups, { before: old!, after }));
}

describe("an alert that depends on", () => {
  const up = { "up{job='api'}": "1x10" };

  test("a sample exactly at the start of a range", () => {
    const [difference] = compare("count_over_time(up[5m]) < 6", up, "2m");
    expect(difference).toMatchObject({
      differs: "state",
      labels: '{job="api"}',
      at: 300_000,
      before: { state: "fires from 2m to 5m", value: "6" },
      after: { state: "fires from 2m on", value: "5" },
      part: { text: "count_over_time(up[5m])" },
      series: 'up{job="api"}: 1 at 0s, 1 at 1m, 1 at 2m, 1 at 3m, 1 at 4m, 1 at 5m',
    });
    expect(difference!.reason).toContain("a sample exactly at their start");
  });

  test("the step of a subquery", () => {
    const [difference] = compare("count_over_time(up[5m:1m]) > 5", up);
    expect(difference!.reason).toContain("a sample exactly at their start");
  });

  test("a dot that matches a line break", () => {
    const [difference] = compare('up{note=~"a.b"}', { 'up{note="a\\nb"}': "1x10" });
    expect(difference).toMatchObject({ before: { state: "is never active" }, after: { state: "fires from 0s on" } });
    expect(difference!.reason).toContain("a dot in a regular expression");
  });

  test("buckets of native histograms", () => {
    const sizes = { sizes: "{{schema:0 count:4 sum:5 buckets:[1 2 1]}}x10" };
    const [difference] = compare("histogram_quantile(0.5, sizes) > 1.45", sizes);
    expect(difference).toMatchObject({ before: { state: "fires from 0s on" }, after: { state: "is never active" } });
    expect(difference!.reason).toContain("interpolate exponentially");
  });

  test("a parameter that one release refuses", () => {
    const [difference] = compare("topk(scalar(most), up)", { most: "-1e30x10", up: "1x10" });
    expect(difference).toMatchObject({
      differs: "failure",
      before: { value: "Scalar value -1e+30 overflows int64" },
      after: { value: "no error" },
    });
  });
});

test("a value that differs without changing a state is told apart", () => {
  const jobs = { jobs_total: "0 5 9 30 31 38 100 101 102 108 109" };
  expect(compare("rate(jobs_total[5m]) > 1000", jobs)).toMatchObject([
    { differs: "value", at: 360_000, before: { value: "0.316667" }, after: { value: "0.333333" } },
  ]);
});

test("nothing differs where both releases agree", () => {
  expect(compare("up == 0", { up: "1 0x9" })).toEqual([]);
  expect(compare("max_over_time(up[90s]) < 1", { up: "1 0x9" })).toEqual([]);
  expect(compare("count_over_time(up[5m]) < 6", { up: "1x10" }, "0s", { major: 2, minor: 53 })).toEqual([]);
});

test("a rule that one of the releases cannot load is not compared", () => {
  expect(compare("holt_winters(up[5m], 0.5, 0.5) > 0", { up: "1x10" })).toEqual([]);
});
