import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Severity } from "../../diagnostics/finding.js";
import { isBelowMinimum } from "./coverage.js";
import type { TestedFile, TestRun } from "./test-run.js";

/** How much was tested, and how it went. */
export interface RunCounts {
  readonly files: number;
  readonly failedFiles: number;
  readonly tests: number;
  readonly failed: number;
  readonly skipped: number;
  /** What went wrong outside of any file. */
  readonly errors: number;
  readonly warnings: number;
}

/** Whether a file could not be run, or one of its tests failed. */
export function isFailed(file: TestedFile): boolean {
  return hasErrors(file.diagnostics) || countFailedTests(file) > 0;
}

export function countFailedTests({ outcomes }: TestedFile): number {
  return outcomes.filter(({ failures }) => failures.length > 0).length;
}

/** Counts files and tests, those in TypeScript among them. */
export function countRun({ files, typescript, diagnostics: found, smoke }: TestRun): RunCounts {
  const diagnostics = [...found, ...(smoke?.diagnostics ?? [])];
  const tests = typescript?.tests ?? [];
  const errors = typescript?.errors ?? [];
  const failedTypeScript = tests.filter(({ state }) => state === "failed");
  const inFiles = errors.filter(({ file }) => file !== undefined);
  const filesOf = (items: readonly { readonly file: string | undefined }[]) => new Set(items.map(({ file }) => file));
  return {
    files: files.length + filesOf([...tests, ...inFiles]).size,
    failedFiles: files.filter(isFailed).length + filesOf([...failedTypeScript, ...inFiles]).size,
    tests: sum(files, ({ outcomes }) => outcomes.length) + tests.length,
    failed: sum(files, countFailedTests) + failedTypeScript.length,
    skipped: tests.filter(({ state }) => state === "skipped").length,
    errors: errors.length - inFiles.length + countBySeverity(diagnostics, "error"),
    warnings: sum(files, countWarnings) + countBySeverity(diagnostics, "warning"),
  };
}

/** Whether something fails a run: a test, a file, what was not found, too few rules tested, and if asked for a warning. */
export function isRunFailed(run: TestRun, strict: boolean): boolean {
  const { failedFiles, errors, warnings } = countRun(run);
  if (failedFiles > 0 || errors > 0 || (strict && warnings > 0)) return true;
  return run.coverage !== undefined && isBelowMinimum(run.coverage);
}

function countWarnings({ diagnostics, outcomes }: TestedFile): number {
  return countBySeverity(diagnostics, "warning") + sum(outcomes, ({ warnings }) => warnings.length);
}

function countBySeverity(diagnostics: readonly Diagnostic[], which: Severity): number {
  return diagnostics.filter(({ severity }) => severity === which).length;
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
