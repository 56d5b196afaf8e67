import type { MutationRun } from "../../mutate/report/mutation-run.js";
import type { LoadOptions } from "../../project/config/open-project.js";
import type { TestResult } from "../../project/test/test.js";
import type { TestSelection } from "../../project/test/test-selection.js";
import type { UpgradeRun } from "../../simulate/upgrade/upgrade-run.js";
import type { ReadSource } from "../../source/source-files.js";
import { type CommandFlags, defineCommand, type UsageError } from "../command.js";
import { type Flags, longName } from "../flags.js";
import { mutationProgress } from "../mutation-progress.js";
import { formatFlag, reportFlags, versionFlags } from "../shared-flags.js";
import { terminalWidth, wantsColor } from "../terminal.js";
import { today } from "../today.js";
import { workingFolder } from "../working-folder.js";
import { writeReport } from "../write-report.js";

const flags = {
  run: { value: "regexp", about: "run only tests whose name or file matches (RE2)" },
  subset: { about: "ignore labels and annotations that a test does not expect" },
  mutate: {
    value: "name",
    isOptional: true,
    about: "change each rule and route, or those of an alert or a system, and list what no test notices",
  },
  upgrade: {
    value: "version",
    about: "compare the rules on this release of Prometheus, and list those that behave differently",
  },
  smoke: { about: "run no tests, but every expression of the project on generated series" },
  coverage: { about: "list the rules that no test covers" },
  minCoverage: { value: "percent", about: "fail if tests cover less than this share of the rules" },
  format: formatFlag("terminal", "json", "junit"),
  json: { about: "the same as --format json" },
  ...reportFlags,
  prometheusVersion: versionFlags.prometheusVersion,
  enableFeature: versionFlags.enableFeature,
} as const satisfies Flags;

type TestFlags = CommandFlags<typeof flags>;

/** `telltale test` */
export const addTest = defineCommand({
  name: "test",
  about: "run the project's tests, or the given promtool and TypeScript tests",
  argument: {
    syntax: "[files...]",
    about: "test files, folders or glob patterns; with --smoke, systems (default: the project)",
  },
  flags,
  run: ({ flags, argument, usageError }) => runTests(argument, flags, usageError),
});

/** Prints the results, and nothing else, on standard output. */
async function runTests(names: readonly string[], flags: TestFlags, usageError: UsageError): Promise<number> {
  const { targetVersions } = await import("../target-versions.js");
  const cwd = workingFolder(flags);
  const versions = targetVersions(flags, usageError);
  const conflicting = (["run", "subset", "coverage", "minCoverage"] as const).find((name) => flags[name] !== undefined);
  if (flags.smoke && conflicting) usageError(`--smoke runs no tests: remove ${longName(conflicting)}`);
  if (flags.mutate !== undefined) return runMutation(names, flags, versions, usageError);
  if (flags.upgrade !== undefined) return runUpgrade(names, flags.upgrade, flags, versions, usageError);
  const project = { cwd, ...(flags.config === undefined ? {} : { config: flags.config }), versions };
  const tested = flags.smoke
    ? await runSmoke(names, flags, project)
    : await runFiles(names, flags, project, usageError);
  writeReport(await renderReport(tested, flags, cwd), flags.output, cwd, usageError);
  if (flags.output !== undefined) process.stderr.write(`wrote the results to ${flags.output}\n`);
  return tested.passed ? 0 : 1;
}

async function runSmoke(systems: readonly string[], { strict }: TestFlags, project: LoadOptions): Promise<TestResult> {
  const { smokeProject } = await import("../../project/test/smoke-project.js");
  return smokeProject({ ...project, systems, strict, today: today() });
}

async function runFiles(files: readonly string[], flags: TestFlags, project: LoadOptions, usageError: UsageError) {
  const { run, subset, coverage, strict } = flags;
  const selection = run === undefined ? undefined : await parseSelection(run, usageError);
  const minCoverage = flags.minCoverage === undefined ? undefined : parsePercent(flags.minCoverage, usageError);
  const stream = flags.format === "terminal" && flags.output === undefined ? process.stdout : process.stderr;
  const progress = { descriptor: stream.fd, color: wantsColor(flags, stream) };
  const { test } = await import("../../project/test/test.js");
  return test({ ...project, files, selection, run, subset, coverage, minCoverage, strict, progress });
}

/** Runs mutation testing, which has a report of its own. */
async function runMutation(
  files: readonly string[],
  flags: TestFlags,
  versions: LoadOptions["versions"],
  usageError: UsageError,
): Promise<number> {
  const conflicting = (["run", "subset", "smoke", "coverage", "minCoverage"] as const).find((name) => flags[name]);
  if (conflicting) usageError(`--mutate decides which tests run: remove ${longName(conflicting)}`);
  if (flags.format === "junit") usageError("--mutate has no JUnit report: use --format json");
  const { mutateProject } = await import("../../project/mutate/mutate-project.js");
  const cwd = workingFolder(flags);
  const { run, passed, root, readSource } = await mutateProject({
    ...{ cwd, versions, files },
    ...(flags.config === undefined ? {} : { config: flags.config }),
    ...(flags.mutate === true ? {} : { name: flags.mutate }),
    onProgress: mutationProgress(process.stderr),
  });
  writeReport(await renderMutationReport(run, { cwd, root, readSource }, flags), flags.output, cwd, usageError);
  return passed ? 0 : 1;
}

async function renderMutationReport(
  run: MutationRun,
  base: { readonly cwd: string; readonly root: string; readonly readSource: ReadSource },
  flags: TestFlags,
): Promise<string> {
  if (isJson(flags)) {
    const { renderMutationJson } = await import("../../mutate/report/json.js");
    return renderMutationJson(run, base);
  }
  const { renderMutation } = await import("../../mutate/report/terminal.js");
  const color = flags.output === undefined && wantsColor(flags, process.stdout);
  const width = terminalWidth(process.stdout);
  return renderMutation(run, { ...base, color, ...(width === undefined ? {} : { width }) });
}

/** Compares two releases of Prometheus, which has a report of its own. */
async function runUpgrade(
  files: readonly string[],
  upgrade: string,
  flags: TestFlags,
  versions: LoadOptions["versions"],
  usageError: UsageError,
): Promise<number> {
  const conflicting = (["run", "subset", "smoke", "coverage", "minCoverage"] as const).find((name) => flags[name]);
  if (conflicting) usageError(`--upgrade compares all rules in all tests: remove ${longName(conflicting)}`);
  if (flags.format === "junit") usageError("--upgrade has no JUnit report: use --format json");
  const { rejectOldRelease } = await import("../target-versions.js");
  rejectOldRelease("--upgrade", "prometheus", upgrade, usageError);
  const { upgradeProject } = await import("../../project/upgrade/upgrade-project.js");
  const cwd = workingFolder(flags);
  const { run, passed, root, readSource } = await upgradeProject({
    ...{ cwd, versions, files, upgrade, strict: flags.strict, today: today() },
    ...(flags.config === undefined ? {} : { config: flags.config }),
    progress: { descriptor: process.stderr.fd, color: wantsColor(flags, process.stderr) },
  });
  const report = await renderUpgradeReport(run, passed, { cwd, root, readSource }, flags);
  writeReport(report, flags.output, cwd, usageError);
  return passed ? 0 : 1;
}

async function renderUpgradeReport(
  run: UpgradeRun,
  passed: boolean,
  base: { readonly cwd: string; readonly root: string; readonly readSource: ReadSource },
  flags: TestFlags,
): Promise<string> {
  if (isJson(flags)) {
    const { renderUpgradeJson } = await import("../../simulate/upgrade/json.js");
    return renderUpgradeJson(run, { ...base, passed });
  }
  const { renderUpgrade } = await import("../../simulate/upgrade/terminal.js");
  const color = flags.output === undefined && wantsColor(flags, process.stdout);
  const width = terminalWidth(process.stdout);
  return renderUpgrade(run, { ...base, color, ...(width === undefined ? {} : { width }) });
}

function isJson({ format, json }: TestFlags): boolean {
  return json === true || format === "json";
}

/** Imports only the renderer of the chosen format. */
async function renderReport(
  { run, passed, root, readSource }: TestResult,
  flags: TestFlags,
  cwd: string,
): Promise<string> {
  const base = { cwd, root };
  const subset = flags.subset === true;
  switch (isJson(flags) ? "json" : flags.format) {
    case "json": {
      const { renderTestsJson } = await import("../../simulate/report/json.js");
      return renderTestsJson(run, { ...base, passed });
    }
    case "junit": {
      const { renderJunit } = await import("../../simulate/report/junit.js");
      return renderJunit(run, { ...base, subset });
    }
    case "terminal": {
      const { renderTests } = await import("../../simulate/report/terminal.js");
      const isPrinted = flags.output === undefined;
      const color = isPrinted && wantsColor(flags, process.stdout);
      const width = terminalWidth(process.stdout);
      const shown = { readSource, color, subset, isTypeScriptReported: isPrinted };
      return renderTests(run, { ...base, ...shown, ...(width === undefined ? {} : { width }) });
    }
  }
}

async function parseSelection(pattern: string, usageError: UsageError): Promise<TestSelection> {
  const { selectTests } = await import("../../project/test/test-selection.js");
  const selection = selectTests(pattern);
  return typeof selection === "function" ? selection : usageError(`--run "${pattern}": ${selection.error}`);
}

function parsePercent(text: string, usageError: UsageError): number {
  const percent = /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return percent <= 100 ? percent : usageError(`--min-coverage "${text}" is not a number from 0 to 100`);
}
