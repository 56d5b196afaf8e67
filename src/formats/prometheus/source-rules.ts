import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { Expr } from "../../promql/index.js";
import type { Rule, RuleGroup } from "./types.js";

/** A text in a file. Offsets in the text can be found in the file, through quotes, escapes and folded lines. */
export interface SourceText extends TextRange {
  readonly value: string;
  /** Where in the file the character at `offset` of the value stands. */
  offsetInFile(offset: number): number;
}

export interface SourceLabel {
  readonly name: SourceText;
  readonly value: SourceText;
}

/** A rule file that was read from text. What is wrong with it is told by diagnostics; this is what is readable. */
export interface SourceRuleFile {
  readonly file: string;
  readonly groups: readonly SourceGroup[];
  /** Line and column of a place in the file. */
  span(range: TextRange): Span;
}

export interface SourceGroup extends TextRange {
  readonly name: SourceText | undefined;
  /** The places of the values of the other fields that are there, by name. */
  readonly fields: ReadonlyMap<string, TextRange>;
  readonly labels: readonly SourceLabel[];
  readonly rules: readonly SourceRule[];
  readonly data: RuleGroup;
}

export interface SourceRule extends TextRange {
  readonly kind: "alert" | "record";
  /** The value of `alert` or `record`. */
  readonly name: SourceText | undefined;
  readonly expr: SourceText | undefined;
  /** The expression's tree; undefined when there is none or it cannot be read. */
  readonly parsed: Expr | undefined;
  readonly fields: ReadonlyMap<string, TextRange>;
  readonly labels: readonly SourceLabel[];
  readonly annotations: readonly SourceLabel[];
  readonly data: Rule;
}
