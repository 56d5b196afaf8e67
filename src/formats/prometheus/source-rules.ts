import type { Span } from "../../diagnostics/diagnostic.js";
import type { TextRange } from "../../diagnostics/positions.js";
import type { Expr as LogqlExpr } from "../../logql/index.js";
import type { Expr, ParseError } from "../../promql/index.js";
import type { Rule, RuleGroup, RuleLanguage } from "./types.js";

/** A string of a file. Its offsets map back to the file, through quotes, escapes and folded lines. */
export interface SourceText extends TextRange {
  readonly value: string;
  /** The offset in the file of the character at `offset` in `value`. */
  offsetInFile(offset: number): number;
}

export interface SourceLabel {
  readonly name: SourceText;
  readonly value: SourceText;
}

/** A rule file as it was read, with source ranges. Parts that could not be read are missing. */
export interface SourceRuleFile {
  readonly file: string;
  /** The language of its expressions, which decides its server: Loki evaluates LogQL. */
  readonly language: RuleLanguage;
  readonly groups: readonly SourceGroup[];
  /** Converts offsets to lines and columns. */
  span(range: TextRange): Span;
}

export interface SourceGroup extends TextRange {
  readonly name: SourceText | undefined;
  /** Ranges of the values of the fields that are set, by field name. */
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
  /** The expression's syntax tree, as far as it can be parsed. */
  readonly parsed: Expr | undefined;
  /** The syntax tree in LogQL, of a rule for Loki. */
  readonly logql: LogqlExpr | undefined;
  /** Syntax errors of the expression. With any, it cannot be evaluated. */
  readonly exprErrors: readonly ParseError[];
  readonly fields: ReadonlyMap<string, TextRange>;
  readonly labels: readonly SourceLabel[];
  readonly annotations: readonly SourceLabel[];
  readonly data: Rule;
}

/** The name of a rule; its first character if it has none, or that of the rule that it repeats with `<<: *rule`. */
export function namePosition({ name, start, end }: SourceRule): TextRange {
  return name && start <= name.start && name.end <= end ? name : { start, end: start + 1 };
}
