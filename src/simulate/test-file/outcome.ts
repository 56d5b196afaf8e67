import type { TextRange } from "../../diagnostics/positions.js";
import type { AlertExpectation, ExpressionExpectation, RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { Metric } from "../../promql/evaluate/index.js";
import type { testFindings } from "../findings.js";
import type { RuleReference } from "../rules/group.js";

export type { RuleReference } from "../rules/group.js";

/** What came of one test of a file. */
export interface TestOutcome {
  readonly test: RuleTest;
  readonly failures: readonly TestFailure[];
  /** What cannot fail, or does not mean what it seems to: the test passes all the same. */
  readonly warnings: readonly TestWarning[];
  /** The rules that had a say in what was expected: by group and number, each once. */
  readonly touched: readonly RuleReference[];
  readonly milliseconds: number;
}

export type TestFailure = AlertMismatch | SampleMismatch | RunFailure;

export interface AlertMismatch {
  readonly kind: "alerts differ";
  readonly expectation: AlertExpectation;
  readonly expected: readonly DisplayedAlert[];
  readonly got: readonly DisplayedAlert[];
}

export interface DisplayedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface SampleMismatch {
  readonly kind: "samples differ";
  readonly expectation: ExpressionExpectation;
  readonly expected: readonly DisplayedSample[];
  readonly got: readonly DisplayedSample[];
}

/** A sample as promtool shows it: a number, or a native histogram in its notation. */
export interface DisplayedSample {
  readonly metric: Metric;
  readonly value: string;
}

/** A rule or an expression that could not be evaluated. */
export interface RunFailure {
  readonly kind: "run failed";
  readonly message: string;
  readonly place: TextRange;
  /** The rule, if it is one that failed. */
  readonly rule?: RuleReference;
}

export interface TestWarning {
  readonly id: keyof typeof testFindings;
  readonly message: string;
  readonly fix: string;
  readonly place: TextRange;
}
