import { describe, expect, test } from "vitest";
import { computeCoverage } from "../../../src/simulate/report/coverage.js";
import { renderTests } from "../../../src/simulate/report/terminal.js";
import type { TestRun } from "../../../src/simulate/report/test-run.js";
import { alert, alertsDiffer, fileOf, outcomeOf, rulesOf, runOf, sample, samplesDiffer, source, text } from "./runs.js";

function printed(
  run: TestRun,
  options: { color?: boolean; subset?: boolean; isTypeScriptReported?: boolean } = {},
): string {
  const base = { cwd: "/project", root: "/project", readSource: () => text, subset: false };
  return renderTests(run, { ...base, ...options });
}

describe("the terminal report", () => {
  test("is one line per file if everything passes", () => {
    expect(printed(runOf([fileOf(source.tests.map((one) => outcomeOf(one)))]))).toBe(
      "pass  cart.yml  2 tests\n\n1 file passed, 2 tests (12 ms)\n",
    );
  });

  test("shows a diff of alerts at the line of the expectation", () => {
    const failed = alertsDiffer([alert({ job: "api" }, { s: "a\u001b[31m" })], [alert({ job: "api" }, { s: "b" })]);
    expect(printed(runOf([fileOf([failed])]))).toBe(`error[test/alerts]: "Down" after 5m: 1 alert other than expected
  --> cart.yml:7:20
   |
 7 |         alertname: Down
   |                    ^^^^
   = in: test "goes down"
   | - expected  + got
   |
   |   alertname  "Down"
   |   job        "api"
   |   annotations:
   | - s  "a\\u001b[31m"
   | + s  "b"

FAIL  cart.yml  1 of 1 test failed

1 of 1 file failed, 1 of 1 test (12 ms)
`);
  });

  test("shows a diff of samples", () => {
    const failed = samplesDiffer(
      [sample({ job: "api" }, "1")],
      [sample({ job: "api" }, "0"), sample({ job: "b" }, "1")],
    );
    expect(
      printed(runOf([fileOf([failed])])),
    ).toContain(`error[test/samples]: "sum by (job) (up)" after 1m30s: 2 samples instead of 1 sample
  --> cart.yml:9:15
   |
 9 |       - expr: sum by (job) (up)
   |               ^^^^^^^^^^^^^^^^^
   = in: test "goes down"
   | - expected  + got
   |
   | - {job="api"}  1
   | + {job="api"}  0
   |
   | + {job="b"}  1
`);
  });

  test("truncates after twenty differences", () => {
    const got = Array.from({ length: 25 }, (_, index) => sample({ job: String(index) }, "1"));
    const lines = printed(runOf([fileOf([samplesDiffer([], got)])])).split("\n");
    expect(lines.filter((line) => line.startsWith("   | + {"))).toHaveLength(20);
    expect(lines).toContain("   | and 5 more");
  });

  test("reports what cannot run, and identifies unnamed tests by number", () => {
    const [, unnamed] = source.tests;
    const failed = outcomeOf(unnamed!, [{ kind: "run failed", message: "rule X at 1m: nope", range: unnamed! }]);
    const output = printed(runOf([fileOf([failed])]));
    expect(output).toContain("error[test/cannot-run]: rule X at 1m: nope\n  --> cart.yml:11:5\n");
    expect(output).toContain("= in: test 2");
  });

  test("shows and counts warnings", () => {
    const [first] = source.tests;
    const warning = {
      id: "test/unknown-alert",
      message: "no rule has it",
      fix: "name one",
      range: first!.alerts[0]!.alertname,
    } as const;
    const output = printed(runOf([fileOf([{ ...outcomeOf(first!), warnings: [warning] }])]));
    expect(output).toContain("warning[test/unknown-alert]: no rule has it\n  --> cart.yml:7:20\n");
    expect(output).toContain("1 file passed, 1 test (1 warning, 12 ms)");
  });

  test("reports a problem of a shared rule file once", () => {
    const diagnostic = { id: "rules/unknown-field", severity: "error", summary: "no such field" } as const;
    const files = ["a.yml", "b.yml"].map((file) => fileOf([], { file, diagnostics: [diagnostic] }));
    expect(printed(runOf(files))).toBe(`error[rules/unknown-field]: no such field

FAIL  a.yml  cannot be run
FAIL  b.yml  cannot be run

2 of 2 files failed (12 ms)
`);
  });

  test("lists the rules that no test touches", () => {
    const rules = rulesOf("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n  - record: b\n    expr: up\n");
    const touched = [{ file: "rules.yml", group: "g", index: 0 }];
    expect(printed(runOf([], { coverage: computeCoverage([rules], touched, undefined) }))).toContain(
      "1 of 2 rules tested (50 %)\n  not tested: record b  rules.yml:6:13\n",
    );
    expect(printed(runOf([], { coverage: computeCoverage([rules], touched, 80) }))).toContain(
      "1 of 2 rules tested (50 %), below the required 80 %\n",
    );
  });

  test("counts TypeScript tests, and shows failures unless Vitest printed them", () => {
    const file = "/project/alerts/cart.test.ts";
    const tests = [
      { file, name: "cart fires", state: "failed", milliseconds: 1, messages: ["expected it to fire\nat 5m"] },
      { file, name: "cart stays quiet", state: "passed", milliseconds: 1, messages: [] },
      { file, name: "cart resolves", state: "skipped", milliseconds: 0, messages: [] },
    ] as const;
    const run = runOf([], { typescript: { tests, errors: [{ file: undefined, message: "Vitest is not installed" }] } });
    expect(printed(run)).toBe(`error[test/typescript]: Vitest is not installed

error[test/typescript]: cart fires
  --> alerts/cart.test.ts
   expected it to fire
   at 5m

FAIL  alerts/cart.test.ts  1 of 3 tests failed

1 of 1 file failed, 1 of 3 tests, 1 other error (1 skipped, 12 ms)
`);
    expect(printed(run, { isTypeScriptReported: true })).not.toContain("at 5m");
  });

  test("reports that nothing could run", () => {
    const diagnostic = { id: "files/not-found", severity: "error", summary: 'there is no file "a.yml"' } as const;
    expect(printed(runOf([], { diagnostics: [diagnostic] }))).toBe(
      'error[files/not-found]: there is no file "a.yml"\n\n1 error (12 ms)\n',
    );
  });

  test("is coloured only on request", () => {
    const run = runOf([fileOf([alertsDiffer([], [alert({})])])]);
    expect(printed(run)).not.toContain("\u001b[");
    expect(printed(run, { color: true })).toContain('\u001b[32m+ alertname  "Down"\u001b[39m');
  });
});
