import { expect, test } from "vitest";
import { computeCoverage } from "../../../src/simulate/report/coverage.js";
import { renderTestsJson } from "../../../src/simulate/report/json.js";
import { alert, alertsDiffer, fileOf, outcomeOf, rulesOf, runOf, sample, samplesDiffer, source } from "./runs.js";

test("the JSON report", () => {
  const [first, second] = source.tests;
  const warning = { id: "test/no-expectations", message: "expects nothing", fix: "add one", range: second! } as const;
  const failed = [...alertsDiffer([alert({})], []).failures, ...samplesDiffer([sample({ a: "b" }, "1")], []).failures];
  const broken = { kind: "run failed", message: "rule X at 1m: nope", range: first! } as const;
  const outcomes = [outcomeOf(first!, [...failed, broken]), { ...outcomeOf(second!), warnings: [warning] }];
  const rules = rulesOf("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n");
  const coverage = computeCoverage([rules], [], 50);
  const typescript = { tests: [], errors: [{ file: "/p/a.test.ts", message: "broken" }] };
  const run = runOf([fileOf(outcomes)], { coverage, typescript });
  expect(JSON.parse(renderTestsJson(run, { cwd: "/p", root: "/p", passed: false }))).toEqual({
    version: 1,
    passed: false,
    counts: { files: 2, failedFiles: 2, tests: 2, failed: 1, skipped: 0, errors: 0, warnings: 1 },
    milliseconds: 12.3,
    files: [
      {
        file: "cart.yml",
        passed: false,
        milliseconds: 3.5,
        tests: [
          {
            name: "goes down",
            file: "cart.yml",
            start: { line: 3, column: 5 },
            passed: false,
            milliseconds: 2.25,
            failures: [
              {
                kind: "alerts",
                alertname: "Down",
                evalTime: 300_000,
                file: "cart.yml",
                start: { line: 7, column: 20 },
                end: { line: 7, column: 24 },
                expected: [{ labels: { alertname: "Down" }, annotations: {} }],
                got: [],
              },
              {
                kind: "samples",
                expr: "sum by (job) (up)",
                evalTime: 90_000,
                file: "cart.yml",
                start: { line: 9, column: 15 },
                end: { line: 9, column: 32 },
                expected: [{ labels: { a: "b" }, value: "1" }],
                got: [],
              },
              {
                kind: "cannot-run",
                message: "rule X at 1m: nope",
                file: "cart.yml",
                start: { line: 3, column: 11 },
                end: { line: 3, column: 20 },
              },
            ],
            warnings: [],
          },
          {
            name: "test 2",
            file: "cart.yml",
            start: { line: 11, column: 5 },
            passed: true,
            milliseconds: 2.25,
            failures: [],
            warnings: [
              {
                id: "test/no-expectations",
                severity: "warning",
                summary: "expects nothing",
                fix: "add one",
                subject: "test 2",
                file: "cart.yml",
                start: { line: 11, column: 5 },
                fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
              },
            ],
          },
        ],
        diagnostics: [],
      },
    ],
    typescript: { tests: [], errors: [{ file: "a.test.ts", message: "broken" }] },
    coverage: {
      percent: 0,
      least: 50,
      rules: [
        {
          kind: "alert",
          name: "A",
          group: "g",
          tested: false,
          file: "rules.yml",
          start: { line: 4, column: 12 },
          end: { line: 4, column: 13 },
        },
      ],
    },
    diagnostics: [],
  });
});
