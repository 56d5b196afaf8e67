import type { Span } from "../../diagnostics/diagnostic.js";
import { type JsonDiagnostic, type JsonSpan, toJsonDiagnostic, toJsonSpan } from "../../diagnostics/formats/json.js";
import { type PathBase, shownPath } from "../../diagnostics/shown-path.js";
import type { TestFile } from "../../formats/prometheus-tests/test-file.js";
import type { SmokeReport } from "../smoke/index.js";
import type { DisplayedAlert, DisplayedSample, TestFailure, TestOutcome } from "../test-file/outcome.js";
import { coveragePercent } from "./coverage.js";
import { describeWarning, testSpan } from "./failure.js";
import { countRun, isFailed, type RunCounts } from "./run-counts.js";
import { type Coverage, type TestedFile, type TestRun, type TypeScriptRun, testName } from "./test-run.js";

/** Output of `telltale test --format json`. Within a version, fields may be added, but never renamed or removed. */
export interface JsonTestReport {
  readonly version: 1;
  readonly passed: boolean;
  readonly counts: RunCounts;
  readonly milliseconds: number;
  readonly files: readonly JsonTestFile[];
  readonly typescript?: TypeScriptRun;
  readonly smoke?: JsonSmoke;
  readonly coverage?: JsonCoverage;
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonTestFile {
  readonly file: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly tests: readonly JsonTest[];
  /** Problems of the file, and of the rule files it refers to. */
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonTest extends JsonSpan {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly failures: readonly JsonFailure[];
  readonly warnings: readonly JsonDiagnostic[];
}

export type JsonFailure = JsonSpan &
  (
    | {
        readonly kind: "alerts";
        readonly alertname: string;
        /** Milliseconds since the start of the test. */
        readonly evalTime: number;
        readonly expected: readonly DisplayedAlert[];
        readonly got: readonly DisplayedAlert[];
      }
    | {
        readonly kind: "samples";
        readonly expr: string;
        readonly evalTime: number;
        readonly expected: readonly JsonSample[];
        readonly got: readonly JsonSample[];
      }
    | { readonly kind: "cannot-run"; readonly message: string }
  );

export interface JsonSample {
  readonly labels: Readonly<Record<string, string>>;
  /** A number as Prometheus writes it (`1E+06`, `NaN`), or a histogram in the notation of tests. */
  readonly value: string;
}

export interface JsonSmoke {
  readonly runs: SmokeReport["runs"];
  readonly diagnostics: readonly JsonDiagnostic[];
}

export interface JsonCoverage {
  readonly percent: number;
  /** Minimum required by --min-coverage. */
  readonly least?: number;
  readonly rules: readonly (JsonSpan & {
    readonly kind: "alert" | "record";
    readonly name: string;
    readonly group: string;
    readonly tested: boolean;
  })[];
}

/** Renders test results as JSON. */
export function renderTestsJson(run: TestRun, base: PathBase & { readonly passed: boolean }): string {
  const report: JsonTestReport = {
    version: 1,
    passed: base.passed,
    counts: countRun(run),
    milliseconds: roundMilliseconds(run.milliseconds),
    files: run.files.map((file) => jsonFile(file, base)),
    ...(run.typescript && { typescript: jsonTypeScript(run.typescript, base) }),
    ...(run.smoke && { smoke: jsonSmoke(run.smoke, base) }),
    ...(run.coverage && { coverage: jsonCoverage(run.coverage, base) }),
    diagnostics: run.diagnostics.map((diagnostic) => toJsonDiagnostic(diagnostic, base)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function jsonFile(file: TestedFile, base: PathBase): JsonTestFile {
  const { source, outcomes, diagnostics, milliseconds } = file;
  return {
    file: shownPath(file.file, base),
    passed: !isFailed(file),
    milliseconds: roundMilliseconds(milliseconds),
    tests: source ? outcomes.map((outcome) => jsonTest(outcome, source, base)) : [],
    diagnostics: diagnostics.map((diagnostic) => toJsonDiagnostic(diagnostic, base)),
  };
}

function jsonTest(outcome: TestOutcome, source: TestFile, base: PathBase): JsonTest {
  const { test, failures, warnings, milliseconds } = outcome;
  return {
    name: testName(test, source),
    ...toJsonSpan(source.span({ start: test.start, end: test.start }), base),
    passed: failures.length === 0,
    milliseconds: roundMilliseconds(milliseconds),
    failures: failures.map((failure) => jsonFailure(failure, outcome, source, (span) => toJsonSpan(span, base))),
    warnings: warnings.map((warning) => toJsonDiagnostic(describeWarning(warning, outcome, source), base)),
  };
}

function jsonFailure(
  failure: TestFailure,
  { test }: TestOutcome,
  source: TestFile,
  place: (span: Span) => JsonSpan,
): JsonFailure {
  if (failure.kind === "run failed") {
    return { kind: "cannot-run", message: failure.message, ...place(testSpan(test, failure.range, source)) };
  }
  const { evalTime } = failure.expectation;
  if (failure.kind === "alerts differ") {
    const { alertname } = failure.expectation;
    const { expected, got } = failure;
    return { kind: "alerts", alertname: alertname.value, evalTime, ...place(source.span(alertname)), expected, got };
  }
  const { expr } = failure.expectation;
  const [expected, got] = [failure.expected.map(jsonSample), failure.got.map(jsonSample)];
  return { kind: "samples", expr: expr.value, evalTime, ...place(source.span(expr)), expected, got };
}

function jsonSample({ metric: { names, values }, value }: DisplayedSample): JsonSample {
  return { labels: Object.fromEntries(names.map((name, index) => [name, values[index]!])), value };
}

function jsonTypeScript({ tests, errors }: TypeScriptRun, base: PathBase): TypeScriptRun {
  return {
    tests: tests.map((test) => ({
      ...test,
      file: shownPath(test.file, base),
      milliseconds: roundMilliseconds(test.milliseconds),
    })),
    errors: errors.map(({ file, message }) => ({ file: file && shownPath(file, base), message })),
  };
}

function jsonSmoke({ runs, diagnostics }: SmokeReport, base: PathBase): JsonSmoke {
  return { runs, diagnostics: diagnostics.map((diagnostic) => toJsonDiagnostic(diagnostic, base)) };
}

function jsonCoverage(coverage: Coverage, base: PathBase): JsonCoverage {
  return {
    percent: coveragePercent(coverage),
    ...(coverage.minimum !== undefined && { least: coverage.minimum }),
    rules: coverage.rules.map(({ kind, name, reference, span, isTouched }) => {
      return { kind, name, group: reference.group, tested: isTouched, ...toJsonSpan(span, base) };
    }),
  };
}

/** Rounds to thousandths of a millisecond. */
function roundMilliseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
