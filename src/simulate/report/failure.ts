import type { Diagnostic, Span } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/finding.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { RuleTest, TestFile } from "../../formats/prometheus-tests/test-file.js";
import { formatDuration } from "../../promql/index.js";
import { testFindings } from "../findings.js";
import type { TestFailure, TestOutcome, TestWarning } from "../test-file/outcome.js";
import { type AlertDifference, diffAlerts } from "./alert-difference.js";
import type { Difference } from "./difference.js";
import { diffSamples } from "./sample-difference.js";
import { testName } from "./test-run.js";

/** A test failure for reporting: the diagnostic and the diff. */
export interface FailureReport {
  readonly diagnostic: Diagnostic;
  readonly differences: readonly Difference[];
}

/** Describes a test failure. With `subset`, the diff omits labels that are not expected. */
export function describeFailure(
  failure: TestFailure,
  { test }: TestOutcome,
  source: TestFile,
  subset: boolean,
): FailureReport {
  const subject = testSubject(test, source);
  if (failure.kind === "run failed") {
    const { message: summary, range: place } = failure;
    const span = testSpan(test, place, source);
    return { diagnostic: { ...finding(testFindings, "test/cannot-run"), summary, subject, span }, differences: [] };
  }
  const { expectation } = failure;
  const time = formatDuration(expectation.evalTime);
  if (failure.kind === "alerts differ") {
    const { alertname } = failure.expectation;
    const difference = diffAlerts(failure, subset);
    const summary = `"${alertname.value}" after ${time}: ${summarizeAlerts(difference)}`;
    const span = source.span(alertname);
    return {
      diagnostic: { ...finding(testFindings, "test/alerts"), summary, subject, span },
      differences: difference.differences,
    };
  }
  const summary = `"${abbreviateExpression(failure.expectation.expr.value)}" after ${time}: ${summarizeSamples(failure)}`;
  const span = source.span(failure.expectation.expr);
  return {
    diagnostic: { ...finding(testFindings, "test/samples"), summary, subject, span },
    differences: diffSamples(failure),
  };
}

/** Describes a warning about a test. */
export function describeWarning(
  { id, message, fix, range: place }: TestWarning,
  { test }: TestOutcome,
  source: TestFile,
): Diagnostic {
  const subject = testSubject(test, source);
  return { ...finding(testFindings, id), summary: message, fix, subject, span: testSpan(test, place, source) };
}

function testSubject(test: RuleTest, source: TestFile): string {
  const name = testName(test, source);
  return test.name ? `test "${name}"` : name;
}

/** Returns the span of a failure; for a whole test, the span of its name or its start. */
export function testSpan(test: RuleTest, range: TextRange, source: TestFile): Span {
  if (range.start !== test.start || range.end !== test.end) return source.span(range);
  return source.span(test.name ?? { start: test.start, end: test.start });
}

function summarizeAlerts({ missing, extra, changed, same }: AlertDifference): string {
  const counts = [
    [missing, "missing"],
    [extra, "not expected"],
    [changed, "other than expected"],
    [same, "as expected"],
  ] as const;
  const [first, ...rest] = counts.filter(([count]) => count > 0);
  if (!first) return "other alerts than expected";
  const [count, words] = first;
  const others = rest.map(([further, as]) => `${further} ${as}`);
  return [`${count} ${count === 1 ? "alert" : "alerts"} ${words}`, ...others].join(", ");
}

function summarizeSamples({
  expected,
  got,
}: {
  readonly expected: readonly unknown[];
  readonly got: readonly unknown[];
}) {
  const samples = (count: number) => (count === 1 ? "1 sample" : `${count === 0 ? "no" : count} samples`);
  if (expected.length === got.length)
    return expected.length === 1 ? "another sample than expected" : "other samples than expected";
  return `${samples(got.length)} instead of ${samples(expected.length)}`;
}

const maxExpressionLength = 60;

function abbreviateExpression(expr: string): string {
  const line = expr.trim().replaceAll(/\s+/g, " ");
  return line.length > maxExpressionLength ? `${line.slice(0, maxExpressionLength)}…` : line;
}
