import type { SourceRuleFile } from "../../../src/formats/prometheus/index.js";
import { readRuleFile } from "../../../src/formats/prometheus/index.js";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import type { RuleTest, TestFile } from "../../../src/formats/prometheus-tests/test-file.js";
import { createMetric } from "../../../src/promql/evaluate/index.js";
import type { TestedFile, TestRun } from "../../../src/simulate/report/test-run.js";
import type {
  DisplayedAlert,
  DisplayedSample,
  TestFailure,
  TestOutcome,
} from "../../../src/simulate/test-file/outcome.js";

const version = { major: 3, minor: 5 };

export const text = `rule_files: [rules.yml]
tests:
  - name: goes down
    interval: 1m
    alert_rule_test:
      - eval_time: 5m
        alertname: Down
    promql_expr_test:
      - expr: sum by (job) (up)
        eval_time: 90s
  - interval: 1m
`;

export function sourceOf(written: string, file = "cart.yml"): TestFile {
  return readTestFile(written, { file, version }).file!;
}

export const source = sourceOf(text);

export function outcomeOf(test: RuleTest, failures: readonly TestFailure[] = []): TestOutcome {
  return { test, failures, warnings: [], touched: [], milliseconds: 2.25 };
}

/** The outcome of the first test, with an alert mismatch. */
export function alertsDiffer(expected: readonly DisplayedAlert[], got: readonly DisplayedAlert[]): TestOutcome {
  const [test] = source.tests;
  const [expectation] = test!.alerts;
  return outcomeOf(test!, [{ kind: "alerts differ", expectation: expectation!, expected, got }]);
}

/** The outcome of the first test, with a sample mismatch. */
export function samplesDiffer(expected: readonly DisplayedSample[], got: readonly DisplayedSample[]): TestOutcome {
  const [test] = source.tests;
  const [expectation] = test!.expressions;
  return outcomeOf(test!, [{ kind: "samples differ", expectation: expectation!, expected, got }]);
}

export function alert(labels: Record<string, string>, annotations: Record<string, string> = {}): DisplayedAlert {
  return { labels: { alertname: "Down", ...labels }, annotations };
}

export function sample(labels: Record<string, string>, value: string): DisplayedSample {
  return { metric: createMetric(Object.entries(labels)), value };
}

export function fileOf(outcomes: readonly TestOutcome[], rest: Partial<TestedFile> = {}): TestedFile {
  return { file: "cart.yml", source, diagnostics: [], outcomes, milliseconds: 3.5, ...rest };
}

export function runOf(files: readonly TestedFile[], rest: Partial<TestRun> = {}): TestRun {
  return { files, diagnostics: [], typescript: undefined, coverage: undefined, milliseconds: 12.3, ...rest };
}

export function rulesOf(written: string, file = "rules.yml"): SourceRuleFile {
  return readRuleFile(written, { file, version }).file!;
}
