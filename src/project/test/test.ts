import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { releases } from "../../model/project/releases.js";
import { parseVersion } from "../../promql/index.js";
import { testFindings } from "../../simulate/findings.js";
import { computeCoverage } from "../../simulate/report/coverage.js";
import { isRunFailed } from "../../simulate/report/run-counts.js";
import type { TestedFile, TestRun } from "../../simulate/report/test-run.js";
import type { ReadSource } from "../../source/source-files.js";
import { discover } from "../load/discover.js";
import { type LoadOptions, openProject } from "../load/load-project.js";
import { type FoundTests, findGivenTests, findProjectTests } from "./find-tests.js";
import { RuleFiles } from "./rules-under-test.js";
import { type RunTestFile, runTestFile } from "./run-test-file.js";
import type { TestSelection } from "./test-selection.js";

export interface TestOptions extends LoadOptions {
  /** Files, folders and patterns. Without any, the tests of the project are run. */
  readonly files: readonly string[];
  /** Which tests of rules are run. @default all */
  readonly selection?: TestSelection | undefined;
  /** A regular expression that the names of tests in TypeScript must match. */
  readonly run?: string | undefined;
  /** Labels and annotations that are not expected may be there all the same. */
  readonly subset?: boolean | undefined;
  /** Warnings fail, too. */
  readonly strict?: boolean | undefined;
  /** Say which rules no test touches. */
  readonly coverage?: boolean | undefined;
  /** How many in a hundred rules must be touched. */
  readonly minCoverage?: number | undefined;
  /** Where Vitest prints to while it runs. */
  readonly progress: { readonly descriptor: number; readonly color: boolean };
}

/** What came of a project's tests, or of those that were named. */
export interface Tested {
  readonly run: TestRun;
  readonly passed: boolean;
  /** Where relative paths in the findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

interface Asked extends FoundTests {
  readonly root: string;
  readonly version: string;
}

/**
 * Runs tests: files for `promtool test rules`, with its verdicts, and tests in TypeScript, in Vitest.
 *
 * @example
 * const { passed, run } = await test({ cwd: process.cwd(), files: ["rules/"], progress: { descriptor: 1, color: false } });
 */
export async function test(options: TestOptions): Promise<Tested> {
  const began = performance.now();
  const asked = options.files.length > 0 ? namedTests(options) : await projectTests(options);
  const { root, typescript } = asked;
  const version = parseVersion(asked.version)!;
  const rules = new RuleFiles(root, version);
  const { selection, subset = false } = options;
  const all = asked.promtool.map((path) => runTestFile(path, { cwd: root, version, rules, selection, subset }));
  // What was not selected is not told of.
  const files = selection ? all.filter(isAtWork) : all;
  const run: TestRun = {
    files,
    diagnostics: asked.diagnostics,
    typescript: typescript.length === 0 ? undefined : await runTypeScript(root, typescript, options),
    coverage: options.coverage || options.minCoverage !== undefined ? coverage(files, options.minCoverage) : undefined,
    milliseconds: performance.now() - began,
  };
  const told = withoutAnyRun(run, asked, options);
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return {
    run: told,
    passed: !isRunFailed(told, options.strict === true),
    root,
    readSource: (file) => texts.get(file) ?? rules.textOf(file),
  };
}

function namedTests({ files, cwd, versions }: TestOptions): Asked {
  return { ...findGivenTests(files, cwd), root: cwd, version: versions?.prometheus ?? releases.prometheus.default };
}

async function projectTests(options: TestOptions): Promise<Asked> {
  const { root, path, config, diagnostics } = await openProject(options);
  const version = config?.versions?.prometheus ?? options.versions?.prometheus ?? releases.prometheus.default;
  if (!config || path === undefined) return { root, version, diagnostics, promtool: [], typescript: [] };
  const { folders, diagnostics: missing } = discover(root, config.definitions, path);
  const found = findProjectTests(folders, root);
  return { ...found, root, version, diagnostics: [...diagnostics, ...missing] };
}

/** What runs Vitest is imported only where there is something for it to run. */
async function runTypeScript(root: string, files: readonly string[], options: TestOptions) {
  const { runTypeScriptTests } = await import("./typescript-tests.js");
  const { run, progress } = options;
  return runTypeScriptTests({ root, files, run, output: progress.descriptor, color: progress.color });
}

function coverage(files: readonly RunTestFile[], least: number | undefined) {
  const rules = new Map(files.flatMap(({ ruleFiles }) => ruleFiles.map((file) => [file.file, file])));
  const outcomes = files.flatMap((file) => file.outcomes);
  return computeCoverage(
    rules.values(),
    outcomes.flatMap(({ touched }) => touched),
    least,
  );
}

/** A run that runs nothing would pass for the wrong reason. */
function withoutAnyRun(run: TestRun, asked: Asked, options: TestOptions): TestRun {
  if (run.diagnostics.length > 0 || run.typescript) return run;
  if (run.files.length > 0) return run;
  const isMissed = options.selection !== undefined && asked.promtool.length > 0;
  return { ...run, diagnostics: [isMissed ? noneSelected(options) : noTests(options)] };
}

function isAtWork({ outcomes, diagnostics }: TestedFile): boolean {
  return outcomes.length > 0 || diagnostics.some(({ severity }) => severity === "error");
}

function noTests({ files }: TestOptions): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: files.length > 0 ? "there are no tests in what is named" : "the project has no tests",
    details: "A run without tests would pass for the wrong reason.",
    fix:
      files.length > 0
        ? "name files for promtool test rules, or tests in TypeScript (*.test.ts)"
        : "write one beside the definitions: a *.test.ts with telltale/testing, or a YAML file for promtool test rules",
  };
}

function noneSelected({ run = "" }: TestOptions): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: `no test is called like "${run}", and no file`,
    details: "A run without tests would pass for the wrong reason.",
    fix: "correct the regular expression given with --run",
  };
}
