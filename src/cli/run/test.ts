import { resolve } from "node:path";
import { isRelease, oldestReleases } from "../../project/config/config-shape.js";
import type { LoadOptions } from "../../project/load/load-project.js";
import type { Tested } from "../../project/test/test.js";
import type { TestSelection } from "../../project/test/test-selection.js";
import type { TestFlags } from "../commands/test.js";
import { today, wantsColor, widthOf, workingFolder } from "../surroundings.js";
import { wasWritten } from "../write-report.js";

type Misused = (message: string) => never;

/** Runs tests, prints what came of them and nothing else on standard output, and gives the exit code. */
export async function runTests(files: readonly string[], flags: TestFlags, misused: Misused): Promise<number> {
  const cwd = workingFolder(flags);
  const { prometheusVersion: prometheus } = flags;
  if (prometheus !== undefined && !isRelease(prometheus, oldestReleases.prometheus)) {
    misused(`--prometheus-version "${prometheus}" is not a release from ${oldestReleases.prometheus} on`);
  }
  const forTests = (["run", "subset", "coverage", "minCoverage"] as const).find((name) => flags[name] !== undefined);
  if (flags.smoke && forTests !== undefined) {
    misused(`--smoke runs no tests: it takes no --${forTests === "minCoverage" ? "min-coverage" : forTests}`);
  }
  const project = { cwd, ...(flags.config === undefined ? {} : { config: flags.config }), versions: { prometheus } };
  const tested = flags.smoke ? await smoke(files, flags, project) : await tests(files, flags, project, misused);
  const report = await reportOf(tested, flags, cwd);
  if (flags.output === undefined) process.stdout.write(report);
  else if (!wasWritten(resolve(cwd, flags.output), report)) {
    misused(`"${flags.output}" cannot be written to (--output)`);
  } else process.stderr.write(`the outcome is in ${flags.output}\n`);
  return tested.passed ? 0 : 1;
}

/** What is needed for one of the two is imported only then. */
async function smoke(systems: readonly string[], { strict }: TestFlags, project: LoadOptions): Promise<Tested> {
  const { smokeProject } = await import("../../project/test/smoke-project.js");
  return smokeProject({ ...project, systems, strict, today: today() });
}

async function tests(files: readonly string[], flags: TestFlags, project: LoadOptions, misused: Misused) {
  const { run, subset, coverage, strict, minCoverage } = flags;
  const selection = run === undefined ? undefined : await selectionOf(run, misused);
  const percent = minCoverage === undefined ? undefined : percentOf(minCoverage, misused);
  const stream = flags.format === "terminal" && flags.output === undefined ? process.stdout : process.stderr;
  const progress = { descriptor: stream.fd, color: wantsColor(flags, stream) };
  const { test } = await import("../../project/test/test.js");
  return test({ ...project, files, selection, run, subset, coverage, minCoverage: percent, strict, progress });
}

/** Each way to tell is imported only where it is asked for. */
async function reportOf({ run, passed, root, readSource }: Tested, flags: TestFlags, cwd: string): Promise<string> {
  const base = { cwd, root };
  const subset = flags.subset === true;
  switch (flags.format) {
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
      const width = widthOf(process.stdout);
      const shown = { readSource, color, subset, typescriptIsTold: isPrinted };
      return renderTests(run, { ...base, ...shown, ...(width === undefined ? {} : { width }) });
    }
  }
}

async function selectionOf(pattern: string, misused: Misused): Promise<TestSelection> {
  const { selectTests } = await import("../../project/test/test-selection.js");
  const selection = selectTests(pattern);
  return typeof selection === "function" ? selection : misused(`--run "${pattern}": ${selection.error}`);
}

function percentOf(text: string, misused: Misused): number {
  const percent = /^\d{1,3}(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return percent <= 100 ? percent : misused(`--min-coverage "${text}" is not a number from 0 to 100`);
}
