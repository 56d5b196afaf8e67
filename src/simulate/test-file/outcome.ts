import type { TextRange } from "../../diagnostics/positions.js";
import type { AlertExpectation, ExpressionExpectation, RuleTest } from "../../formats/prometheus-tests/test-file.js";
import type { Metric } from "../../promql/evaluate/index.js";
import type { testFindings } from "../findings.js";
import type { RuleReference } from "../rules/group.js";

export type { RuleReference } from "../rules/group.js";

/** The outcome of one test. */
export interface TestOutcome {
  readonly test: RuleTest;
  readonly failures: readonly TestFailure[];
  /** Expectations that cannot fail or are misleading; the test passes nevertheless. */
  readonly warnings: readonly TestWarning[];
  /** The rules that the expectations depend on, each once. */
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

/** A sample in promtool's notation. */
export interface DisplayedSample {
  readonly metric: Metric;
  readonly value: string;
}

/** A failed evaluation of a rule or an expression. */
export interface RunFailure {
  readonly kind: "run failed";
  readonly message: string;
  readonly range: TextRange;
  /** The failed rule, if any. */
  readonly rule?: RuleReference;
}

export interface TestWarning {
  readonly id: keyof typeof testFindings;
  readonly message: string;
  readonly fix: string;
  readonly range: TextRange;
}
