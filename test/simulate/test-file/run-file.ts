import { readRuleFile } from "../../../src/formats/prometheus/index.js";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import type { PrometheusVersion } from "../../../src/promql/index.js";
import {
  type RuleGroupSource,
  type RunTestOptions,
  ruleGroupSource,
  runTest,
  type TestOutcome,
} from "../../../src/simulate/index.js";

export const old: PrometheusVersion = { major: 2, minor: 42 };
export const recent: PrometheusVersion = { major: 3, minor: 14 };

/** The outcomes of a test file; `errors` are those of the file itself or its rules. */
export interface FileRun {
  readonly errors: readonly string[];
  readonly outcomes: readonly TestOutcome[];
}

/** Runs a test file; `ruleText` returns the text of its rule files. */
export function runFile(
  text: string,
  ruleText: (name: string) => string,
  options: RunTestOptions = { version: old },
): FileRun {
  const { version } = options;
  const { file, diagnostics } = readTestFile(text, { file: "test.yml", version });
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
  if (!file || errors.length > 0) return { errors, outcomes: [] };
  const groups: RuleGroupSource[] = [];
  for (const { value: name } of file.ruleFiles) {
    const rules = readRuleFile(ruleText(name), { file: name, version, mayBeOfRuler: true });
    errors.push(...rules.diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary));
    const interval = file.evaluationInterval;
    const language = rules.file?.language;
    groups.push(
      ...(rules.file?.groups ?? []).map(({ data }) => ruleGroupSource(data, { file: name, interval, language })),
    );
  }
  if (errors.length > 0) return { errors, outcomes: [] };
  return { errors, outcomes: file.tests.map((test) => runTest(test, file, groups, options)) };
}

export function passes({ errors, outcomes }: FileRun): boolean {
  return errors.length === 0 && outcomes.every(({ failures }) => failures.length === 0);
}
