import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../../diagnostics/order.js";
import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import { readTestFile } from "../../formats/prometheus-tests/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { runTest } from "../../simulate/index.js";
import type { TestedFile } from "../../simulate/report/test-run.js";
import { readTextFile } from "../files/read-files.js";
import type { RuleFiles } from "./rules-under-test.js";
import type { TestSelection } from "./test-selection.js";

export interface TestFileOptions {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The release of promtool whose verdict counts. */
  readonly version: PrometheusVersion;
  readonly rules: RuleFiles;
  /** @default all tests */
  readonly selection?: TestSelection | undefined;
  /** Ignore labels and annotations that a test does not expect. */
  readonly subset: boolean;
}

/** A file of rule tests after its tests ran, with the rule files that it names. */
export interface RunTestFile extends TestedFile {
  /** Undefined if the file cannot be read. */
  readonly text: string | undefined;
  readonly ruleFiles: readonly SourceRuleFile[];
}

/** True if a text is probably a file of rule tests, which folders may contain beside other files. */
export function looksLikeTests(text: string): boolean {
  return /^(["']?)tests\1[ \t]*:/m.test(text);
}

/** Reads a file of rule tests and runs the selected ones. */
export function runTestFile(path: string, options: TestFileOptions): RunTestFile {
  const start = performance.now();
  const read = readTextFile(path, options.cwd);
  const finish = (rest: Omit<RunTestFile, "file" | "milliseconds">): RunTestFile => {
    return { file: path, ...rest, milliseconds: performance.now() - start };
  };
  const failed = (diagnostics: readonly Diagnostic[], text?: string) =>
    finish({ text, source: undefined, diagnostics, outcomes: [], ruleFiles: [] });
  if ("problem" in read) return failed([read.problem]);
  const { text } = read;
  const { version, subset, selection } = options;
  const { file: source, diagnostics: problems } = readTestFile(text, { file: path, version });
  if (!source) return failed(problems, text);
  const { groups, files: ruleFiles, diagnostics: ruleProblems } = options.rules.rulesOf(source);
  const diagnostics = sortDiagnostics([...problems, ...ruleProblems]);
  if (hasErrors(diagnostics)) return finish({ text, source, diagnostics, outcomes: [], ruleFiles });
  const tests = selection ? source.tests.filter((test) => selection(test, source)) : source.tests;
  const outcomes = tests.map((test) => runTest(test, source, groups, { version, subset }));
  return finish({ text, source, diagnostics, outcomes, ruleFiles });
}
