import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.js";
import type { Severity } from "../../diagnostics/finding.js";
import { isBelowMinimum } from "./coverage.js";
import type { TestedFile, TestRun } from "./test-run.js";

/** Totals of a test run. */
export interface RunCounts {
  readonly files: number;
  readonly failedFiles: number;
  readonly tests: number;
  readonly failed: number;
  readonly skipped: number;
  /** Errors that belong to no file. */
  readonly errors: number;
  readonly warnings: number;
}

/** True if a file could not run, or one of its tests failed. */
export function isFailed(file: TestedFile): boolean {
  return hasErrors(file.diagnostics) || countFailedTests(file) > 0;
}

export function countFailedTests({ outcomes }: TestedFile): number {
  return outcomes.filter(({ failures }) => failures.length > 0).length;
}

/** Counts files and tests, including those in TypeScript. */
export function countRun({ files, typescript, diagnostics: runDiagnostics, smoke }: TestRun): RunCounts {
  const diagnostics = [...runDiagnostics, ...(smoke?.diagnostics ?? [])];
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

/** True if a run fails: by a test, a file, a missing file, low coverage or, with `strict`, a warning. */
export function isRunFailed(run: TestRun, strict: boolean): boolean {
  const { failedFiles, errors, warnings } = countRun(run);
  if (failedFiles > 0 || errors > 0 || (strict && warnings > 0)) return true;
  return run.coverage !== undefined && isBelowMinimum(run.coverage);
}

function countWarnings({ diagnostics, outcomes }: TestedFile): number {
  return countBySeverity(diagnostics, "warning") + sum(outcomes, ({ warnings }) => warnings.length);
}

function countBySeverity(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
