import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { SourceRuleFile } from "../../formats/prometheus/index.js";
import { readTestFile } from "../../formats/prometheus-tests/index.js";
import { compareScenario } from "../../simulate/upgrade/compare-scenario.js";
import type { RuleDifference } from "../../simulate/upgrade/difference.js";
import { type ReleasePair, testScenario } from "../../simulate/upgrade/scenario.js";
import type { ReadSource } from "../../source/source-files.js";
import { readTextFile } from "../files/read-files.js";
import { RuleFiles } from "../test/rules-under-test.js";
import { refusedBy } from "./find-refused-rules.js";

/** The rules that tests of promtool name, compared on the series of the tests. */
export interface ComparedTests {
  readonly differences: readonly RuleDifference[];
  /** The number of tests. */
  readonly tests: number;
  readonly ruleFiles: readonly SourceRuleFile[];
  /** Errors of the files with the release that they are written for. */
  readonly diagnostics: readonly Diagnostic[];
  /** Errors with the other release only. */
  readonly refused: readonly Diagnostic[];
  readonly readSource: ReadSource;
}

/** Runs every test of promtool's files on two releases. */
export function compareTestFiles(paths: readonly string[], root: string, pair: ReleasePair): ComparedTests {
  const rules = { before: new RuleFiles(root, pair.before), after: new RuleFiles(root, pair.after) };
  const texts = new Map<string, string>();
  const ruleFiles = new Map<string, SourceRuleFile>();
  const diagnostics: Diagnostic[] = [];
  const refused = new Map<string, Diagnostic>();
  const differences: RuleDifference[] = [];
  let tests = 0;
  for (const path of paths) {
    const read = readTextFile(path, root);
    if ("problem" in read) {
      diagnostics.push(read.problem);
      continue;
    }
    texts.set(path, read.text);
    const { file, diagnostics: problems } = readTestFile(read.text, { file: path, version: pair.before });
    const found = file && rules.before.rulesOf(file);
    const errors = [...problems, ...(found?.diagnostics ?? [])].filter(({ severity }) => severity === "error");
    diagnostics.push(...errors);
    if (!file || !found || hasErrors(errors)) continue;
    for (const one of found.files) ruleFiles.set(one.file, one);
    const release = `${pair.after.major}.${pair.after.minor}`;
    for (const one of rules.after.rulesOf(file).diagnostics.flatMap((problem) => refusedBy(release, problem)))
      refused.set(JSON.stringify(one), one);
    tests += file.tests.length;
    for (const test of file.tests) differences.push(...compareScenario(testScenario(test, file, found.groups, pair)));
  }
  return {
    ...{ differences, tests, diagnostics, ruleFiles: [...ruleFiles.values()], refused: [...refused.values()] },
    readSource: (file) => texts.get(file) ?? rules.before.textOf(file),
  };
}
