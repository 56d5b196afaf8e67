import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { SourceText } from "../prometheus/source-rules.js";
import type { SeriesValue } from "./series-notation.js";

/** A file of `promtool test rules` that was read from text. Times and lengths are in milliseconds. */
export interface TestFile {
  readonly file: string;
  /** Patterns of the rule files under test, relative to this file. */
  readonly ruleFiles: readonly SourceText[];
  readonly evaluationInterval: number;
  /** The groups that come first, in this order, by name; the others follow. */
  readonly groupOrder: readonly SourceText[];
  /** Values that differ in their last bit are equal. */
  readonly fuzzyCompare: boolean;
  readonly tests: readonly RuleTest[];
  /** Line and column of a place in the file. */
  span(range: TextRange): Span;
}

/** Series, and what the rules make of them. */
export interface RuleTest extends TextRange {
  readonly name: SourceText | undefined;
  /** Between two values of a series. */
  readonly interval: number;
  /** When the series start. */
  readonly startTime: number;
  readonly series: readonly TestSeries[];
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalUrl: string;
  readonly alerts: readonly AlertExpectation[];
  readonly expressions: readonly ExpressionExpectation[];
}

export interface TestSeries extends TextRange {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly SeriesValue[];
}

/** Which alerts of a name fire at a time. */
export interface AlertExpectation extends TextRange {
  /** Since the start of the test. */
  readonly evalTime: number;
  readonly alertname: SourceText;
  readonly alerts: readonly ExpectedAlert[];
}

export interface ExpectedAlert extends TextRange {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What an expression gives at a time. */
export interface ExpressionExpectation extends TextRange {
  readonly expr: SourceText;
  readonly evalTime: number;
  readonly samples: readonly ExpectedSample[];
}

export interface ExpectedSample extends TextRange {
  /** With the name as `__name__`, where one is expected. */
  readonly labels: Readonly<Record<string, string>>;
  readonly value: SeriesValue;
}
