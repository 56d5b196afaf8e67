import { type Diagnostic, hasErrors, type Severity } from "../../diagnostics/diagnostic.js";
import { isTooLittle } from "./coverage.js";
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
  return hasErrors(file.diagnostics) || failedTests(file) > 0;
}

export function failedTests({ outcomes }: TestedFile): number {
  return outcomes.filter(({ failures }) => failures.length > 0).length;
}

/** Counts files and tests, those in TypeScript among them. */
export function runCounts({ files, typescript, diagnostics: found, smoke }: TestRun): RunCounts {
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
    failed: sum(files, failedTests) + failedTypeScript.length,
    skipped: tests.filter(({ state }) => state === "skipped").length,
    errors: errors.length - inFiles.length + countOf(diagnostics, "error"),
    warnings: sum(files, warningsOf) + countOf(diagnostics, "warning"),
  };
}

/** Whether something fails a run: a test, a file, what was not found, too few rules tested, and if asked for a warning. */
export function isRunFailed(run: TestRun, strict: boolean): boolean {
  const { failedFiles, errors, warnings } = runCounts(run);
  if (failedFiles > 0 || errors > 0 || (strict && warnings > 0)) return true;
  return run.coverage !== undefined && isTooLittle(run.coverage);
}

function warningsOf({ diagnostics, outcomes }: TestedFile): number {
  return countOf(diagnostics, "warning") + sum(outcomes, ({ warnings }) => warnings.length);
}

function countOf(diagnostics: readonly Diagnostic[], which: Severity): number {
  return diagnostics.filter(({ severity }) => severity === which).length;
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
