import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/test-file.js";
import type { SmokeReport } from "../smoke/index.js";
import type { RuleReference, TestOutcome } from "../test-file/outcome.js";

/** The results of a test run. */
export interface TestRun {
  readonly files: readonly TestedFile[];
  /** Problems that belong to no file, such as a missing file. */
  readonly diagnostics: readonly Diagnostic[];
  /** Results of TypeScript tests; undefined if none were run. */
  readonly typescript: TypeScriptRun | undefined;
  /** Results of smoke tests; undefined if not requested. */
  readonly smoke?: SmokeReport | undefined;
  /** Undefined if not requested. */
  readonly coverage: Coverage | undefined;
  readonly milliseconds: number;
}

/** The results of one test file. */
export interface TestedFile {
  /** Path as given by the user or discovered. */
  readonly file: string;
  /** Undefined if the file cannot be read. */
  readonly source: TestFile | undefined;
  /** Problems of the file, and of the rule files it refers to. */
  readonly diagnostics: readonly Diagnostic[];
  /** One for each test. */
  readonly outcomes: readonly TestOutcome[];
  readonly milliseconds: number;
}

/** The results of TypeScript tests, from Vitest. */
export interface TypeScriptRun {
  readonly tests: readonly TypeScriptTest[];
  /** Errors that prevented a file, or Vitest itself, from running. */
  readonly errors: readonly TypeScriptError[];
}

export interface TypeScriptTest {
  readonly file: string;
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly messages: readonly string[];
}

export interface TypeScriptError {
  readonly file: string | undefined;
  readonly message: string;
}

/** The rules that tests touched. */
export interface Coverage {
  readonly rules: readonly CoveredRule[];
  /** Minimum percentage; undefined if not set. */
  readonly minimum?: number | undefined;
}

export interface CoveredRule {
  readonly reference: RuleReference;
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly span: Span;
  readonly isTouched: boolean;
}

/** Returns a test's name, or its number in the file, from 1. */
export function testName(test: RuleTest, source: TestFile): string {
  return test.name?.value ?? `test ${source.tests.indexOf(test) + 1}`;
}
