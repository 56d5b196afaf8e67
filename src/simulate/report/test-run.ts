import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/test-file.js";
import type { SmokeReport } from "../smoke/index.js";
import type { RuleReference, TestOutcome } from "../test-file/outcome.js";

/** Everything that came of a run of tests. */
export interface TestRun {
  readonly files: readonly TestedFile[];
  /** What belongs to no file: one that was asked for and is not there. */
  readonly diagnostics: readonly Diagnostic[];
  /** What came of tests written in TypeScript; undefined where none were run. */
  readonly typescript: TypeScriptRun | undefined;
  /** What came of running every expression; undefined where it was not asked for. */
  readonly smoke?: SmokeReport | undefined;
  /** Undefined where it was not asked for. */
  readonly coverage: Coverage | undefined;
  readonly milliseconds: number;
}

/** What came of the tests of one file. */
export interface TestedFile {
  /** As it was named or found. */
  readonly file: string;
  /** Undefined when the file cannot be read. */
  readonly source: TestFile | undefined;
  /** What is wrong with the file, and with the rule files that it names. */
  readonly diagnostics: readonly Diagnostic[];
  /** One for each test that was run. */
  readonly outcomes: readonly TestOutcome[];
  readonly milliseconds: number;
}

/** What vitest made of the tests that are written in TypeScript. */
export interface TypeScriptRun {
  readonly tests: readonly TypeScriptTest[];
  /** What kept a file from being run, or vitest from running any. */
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

/** Which rules the tests have touched. */
export interface Coverage {
  readonly rules: readonly CoveredRule[];
  /** How many in a hundred there must be; undefined where any number will do. */
  readonly minimum?: number | undefined;
}

export interface CoveredRule {
  readonly reference: RuleReference;
  readonly kind: "alert" | "record";
  readonly name: string;
  readonly span: Span;
  readonly isTouched: boolean;
}

/** What a test is called: its name, or else its number in the file, from 1. */
export function testName(test: RuleTest, source: TestFile): string {
  return test.name?.value ?? `test ${source.tests.indexOf(test) + 1}`;
}
