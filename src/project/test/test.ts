import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import { prometheusRelease } from "../../model/project/releases.js";
import type { PrometheusVersion } from "../../promql/index.js";
import { testFindings } from "../../simulate/findings.js";
import { computeCoverage } from "../../simulate/report/coverage.js";
import { isRunFailed } from "../../simulate/report/run-counts.js";
import type { TestedFile, TestRun } from "../../simulate/report/test-run.js";
import type { ReadSource } from "../../source/source-files.js";
import { type LoadOptions, openProject } from "../config/open-project.js";
import { discover } from "../load/discover.js";
import { type FoundTests, findGivenTests, findProjectTests } from "./find-tests.js";
import { RuleFiles } from "./rules-under-test.js";
import { type RunTestFile, runTestFile } from "./run-test-file.js";
import type { TestSelection } from "./test-selection.js";

export interface TestOptions extends LoadOptions {
  /** Files, folders and patterns. @default the tests of the project */
  readonly files: readonly string[];
  /** Selects rule tests. @default all */
  readonly selection?: TestSelection | undefined;
  /** A regular expression that selects TypeScript tests by name. @default all */
  readonly run?: string | undefined;
  /** Ignore labels and annotations that a test does not expect. */
  readonly subset?: boolean | undefined;
  /** Fail on warnings, too. */
  readonly strict?: boolean | undefined;
  /** Report the rules that no test covers. */
  readonly coverage?: boolean | undefined;
  /** The percentage of rules that tests must cover. */
  readonly minCoverage?: number | undefined;
  /** The file descriptor that Vitest prints to while it runs. */
  readonly progress: { readonly descriptor: number; readonly color: boolean };
}

/** The outcome of a test run. */
export interface TestResult {
  readonly run: TestRun;
  readonly passed: boolean;
  /** The folder that relative paths in findings start from. */
  readonly root: string;
  readonly readSource: ReadSource;
}

interface RequestedTests extends FoundTests {
  readonly root: string;
  readonly version: PrometheusVersion;
  /** Reads the configuration, which findings may quote. */
  readonly readSource?: ReadSource;
}

/**
 * Runs test files of `promtool test rules`, with the verdicts of promtool, and TypeScript tests in Vitest.
 *
 * @example
 * const { passed, run } = await test({ cwd: process.cwd(), files: ["rules/"], progress: { descriptor: 1, color: false } });
 */
export async function test(options: TestOptions): Promise<TestResult> {
  const start = performance.now();
  const requested = options.files.length > 0 ? givenTests(options) : await projectTests(options);
  const { root, version, typescript } = requested;
  const rules = new RuleFiles(root, version);
  const { selection, subset = false } = options;
  const all = requested.promtool.map((path) => runTestFile(path, { cwd: root, version, rules, selection, subset }));
  // With a selection, files without results are not reported.
  const files = selection ? all.filter(hasResults) : all;
  const run: TestRun = {
    files,
    diagnostics: requested.diagnostics,
    typescript: typescript.length === 0 ? undefined : await runTypeScript(root, typescript, options),
    coverage:
      options.coverage || options.minCoverage !== undefined ? measureCoverage(files, options.minCoverage) : undefined,
    milliseconds: performance.now() - start,
  };
  const result = rejectEmptyRun(run, requested, options);
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  return {
    run: result,
    passed: !isRunFailed(result, options.strict === true),
    root,
    readSource: (file) => texts.get(file) ?? rules.textOf(file) ?? requested.readSource?.(file),
  };
}

function givenTests({ files, cwd, versions }: TestOptions): RequestedTests {
  return { ...findGivenTests(files, cwd), root: cwd, version: prometheusRelease(versions) };
}

async function projectTests(options: TestOptions): Promise<RequestedTests> {
  const { root, path, config, diagnostics, sourceFiles } = await openProject(options);
  const version = prometheusRelease(config ? config.versions : options.versions);
  const project = { root, version, readSource: sourceFiles.read };
  if (!config || path === undefined) return { ...project, diagnostics, promtool: [], typescript: [] };
  const { folders, diagnostics: missing } = discover(root, config.definitions, path);
  const found = findProjectTests(folders, root);
  return { ...found, ...project, diagnostics: [...diagnostics, ...missing] };
}

/** Imports the runner of Vitest only if there are tests for it. */
async function runTypeScript(root: string, files: readonly string[], options: TestOptions) {
  const { runTypeScriptTests } = await import("./typescript-tests.js");
  const { run, progress } = options;
  return runTypeScriptTests({ root, files, run, output: progress.descriptor, color: progress.color });
}

function measureCoverage(files: readonly RunTestFile[], minimum: number | undefined) {
  const rules = new Map(files.flatMap(({ ruleFiles }) => ruleFiles.map((file) => [file.file, file])));
  const outcomes = files.flatMap((file) => file.outcomes);
  return computeCoverage(
    rules.values(),
    outcomes.flatMap(({ touched }) => touched),
    minimum,
  );
}

/** Turns a run without tests into an error, since it would pass by mistake. */
function rejectEmptyRun(run: TestRun, requested: RequestedTests, options: TestOptions): TestRun {
  if (run.diagnostics.length > 0 || run.typescript) return run;
  if (run.files.length > 0) return run;
  const hasUnselected = options.selection !== undefined && requested.promtool.length > 0;
  return { ...run, diagnostics: [hasUnselected ? noneSelected(options) : noTests(options)] };
}

function hasResults({ outcomes, diagnostics }: TestedFile): boolean {
  return outcomes.length > 0 || diagnostics.some(({ severity }) => severity === "error");
}

function noTests({ files }: TestOptions): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: files.length > 0 ? "no tests in the given files" : "the project has no tests",
    details: "A run without tests would pass by mistake.",
    fix:
      files.length > 0
        ? "give files for `promtool test rules`, or TypeScript tests (*.test.ts)"
        : "write one beside the definitions: a *.test.ts with telltale/testing, or a YAML file for `promtool test rules`",
  };
}

function noneSelected({ run = "" }: TestOptions): Diagnostic {
  return {
    ...finding(testFindings, "test/none-found"),
    summary: `no test name or file matches "${run}"`,
    details: "A run without tests would pass by mistake.",
    fix: "correct the regular expression of --run",
  };
}
