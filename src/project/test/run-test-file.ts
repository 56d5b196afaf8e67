import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import { inOrder } from "../../diagnostics/order.js";
import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import { readTestFile } from "../../formats/prometheus-tests/index.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { runTest } from "../../simulate/index.js";
import type { TestedFile } from "../../simulate/report/test-run.js";
import { readTextFile } from "../files/read-files.js";
import type { RuleFiles } from "./rules-under-test.js";
import type { TestSelection } from "./test-selection.js";

export interface TestFileOptions {
  /** The folder that paths begin at. */
  readonly cwd: string;
  /** The Prometheus whose promtool gives the verdict. */
  readonly version: PrometheusVersion;
  readonly rules: RuleFiles;
  /** @default all tests */
  readonly selection?: TestSelection | undefined;
  /** Labels and annotations that are not expected may be there all the same. */
  readonly subset: boolean;
}

/** A file of rule tests after its tests were run, with the rule files that it is about. */
export interface RunTestFile extends TestedFile {
  /** Undefined when the file cannot be read as text. */
  readonly text: string | undefined;
  readonly ruleFiles: readonly SourceRuleFile[];
}

/** Whether a text is most likely a file of rule tests: for folders, where other files lie beside them. */
export function looksLikeTests(text: string): boolean {
  return /^(["']?)tests\1[ \t]*:/m.test(text);
}

/** Reads a file of rule tests and runs those that are selected. */
export function runTestFile(path: string, options: TestFileOptions): RunTestFile {
  const began = performance.now();
  const read = readTextFile(path, options.cwd);
  const finish = (rest: Omit<RunTestFile, "file" | "milliseconds">): RunTestFile => {
    return { file: path, ...rest, milliseconds: performance.now() - began };
  };
  const failed = (diagnostics: readonly Diagnostic[], text?: string) =>
    finish({ text, source: undefined, diagnostics, outcomes: [], ruleFiles: [] });
  if ("problem" in read) return failed([read.problem]);
  const { text } = read;
  const { version, subset, selection } = options;
  const { file: source, diagnostics: found } = readTestFile(text, { file: path, version });
  if (!source) return failed(found, text);
  const { groups, files: ruleFiles, diagnostics: ofRules } = options.rules.rulesOf(source);
  const diagnostics = inOrder([...found, ...ofRules]);
  if (hasErrors(diagnostics)) return finish({ text, source, diagnostics, outcomes: [], ruleFiles });
  const tests = selection ? source.tests.filter((test) => selection(test, source)) : source.tests;
  const outcomes = tests.map((test) => runTest(test, source, groups, { version, subset }));
  return finish({ text, source, diagnostics, outcomes, ruleFiles });
}
