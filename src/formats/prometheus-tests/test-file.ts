import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { SourceText } from "../prometheus/source-rules.js";
import type { RuleLanguage } from "../prometheus/types.js";
import type { LineRun } from "./line-notation.js";
import type { SeriesValue } from "./series-notation.js";

/** A file of `promtool test rules` as it was read, with source ranges. Times and durations are in milliseconds. */
export interface TestFile {
  readonly file: string;
  /** Glob patterns of the rule files under test, relative to this file. */
  readonly ruleFiles: readonly SourceText[];
  readonly evaluationInterval: number;
  /** Names of the groups to evaluate first, in this order. */
  readonly groupOrder: readonly SourceText[];
  /** True if values that differ only in their last bit are equal. */
  readonly fuzzyCompare: boolean;
  readonly tests: readonly RuleTest[];
  /** Converts offsets to lines and columns. */
  span(range: TextRange): Span;
}

/** Input series and the expected results. */
export interface RuleTest extends TextRange {
  readonly name: SourceText | undefined;
  /** The time between two values of a series. */
  readonly interval: number;
  /** The timestamp of the first value. */
  readonly startTime: number;
  readonly series: readonly TestSeries[];
  /** The log lines, which promtool does not know. */
  readonly logs: readonly TestStream[];
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly alerts: readonly AlertExpectation[];
  readonly expressions: readonly ExpressionExpectation[];
}

export interface TestSeries extends TextRange {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly SeriesValue[];
}

/** Log lines with the same labels. */
export interface TestStream extends TextRange {
  readonly labels: Readonly<Record<string, string>>;
  /** Structured metadata of each line. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly runs: readonly LineRun[];
}

/** The alerts of one name that should fire at one time. */
export interface AlertExpectation extends TextRange {
  /** Relative to the start of the test. */
  readonly evalTime: number;
  readonly alertname: SourceText;
  readonly alerts: readonly ExpectedAlert[];
}

export interface ExpectedAlert extends TextRange {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The result that an expression should return at one time. */
export interface ExpressionExpectation extends TextRange {
  readonly expr: SourceText;
  readonly language: RuleLanguage;
  readonly evalTime: number;
  readonly samples: readonly ExpectedSample[];
}

export interface ExpectedSample extends TextRange {
  /** Includes `__name__` if a metric name is expected. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: SeriesValue;
}
