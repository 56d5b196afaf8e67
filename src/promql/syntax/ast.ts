/**
 * The syntax tree of a PromQL expression. `start` and `end` are UTF-16 offsets into its text. Parentheses are nodes, so
 * that printing preserves them.
 */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;

export type ValueType = "scalar" | "string" | "instant vector" | "range vector";

interface Node {
  readonly start: number;
  readonly end: number;
}

export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly value: number;
  /** As written: `1e6`, `0x1F`, `5m` (3.x), `Inf`, or a dashboard variable such as `$threshold`. */
  readonly raw: string;
  /** Set when the number is a dashboard variable or macro: its name without the `$`. `value` is then NaN. */
  readonly variable?: string;
}

export interface StringLiteral extends Node {
  readonly kind: "string";
  readonly value: string;
  readonly quote: '"' | "'" | "`";
}

export type MatchOperator = "=" | "!=" | "=~" | "!~";

export interface Matcher extends Node {
  readonly label: string;
  readonly operator: MatchOperator;
  /** Unquoted value, with dashboard variables as written. */
  readonly value: string;
  /** Offsets of the literal of the value, with its quotes. */
  readonly valueStart: number;
  readonly valueEnd: number;
  /**
   * The parts that are unquoted dashboard variables: `{$label="x"}`, `{job=$job}`, or the whole matcher (`{$filters}`:
   * its text is in `label`, and `value` is empty).
   */
  readonly variable?: "label" | "value" | "label and value" | "matcher";
}

export interface VectorSelector extends Node {
  readonly kind: "selector";
  /** The metric name before the braces, or the quoted one inside them (3.x). Undefined if there is neither. */
  readonly name: string | undefined;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** The matchers in the braces, in source order, without the metric name. */
  readonly matchers: readonly Matcher[];
  readonly offset?: DurationExpr;
  readonly at?: AtModifier;
  /** 3.x, behind a flag. */
  readonly extension?: "anchored" | "smoothed";
}

/** `selector[range]`. Its offset and `@` are in the inner selector, as in Prometheus. */
export interface MatrixSelector extends Node {
  readonly kind: "matrix";
  readonly selector: VectorSelector;
  readonly range: DurationExpr;
}

export interface Subquery extends Node {
  readonly kind: "subquery";
  readonly expr: Expr;
  readonly range: DurationExpr;
  readonly step: DurationExpr | undefined;
  readonly offset?: DurationExpr;
  readonly at?: AtModifier;
}

/** A duration: a literal, a dashboard macro (`$__rate_interval`, `${window}`), or arithmetic (3.x, flag). */
export type DurationExpr =
  | (Node & { readonly kind: "duration"; readonly milliseconds: number; readonly raw: string })
  | (Node & { readonly kind: "duration variable"; readonly variable: string; readonly raw: string })
  | (Node & {
      readonly kind: "duration call";
      /** `min` and `max` until 3.12, `min_of` and `max_of` from 3.13. */
      readonly name: "step" | "range" | "min" | "max" | "min_of" | "max_of";
      readonly args: readonly DurationExpr[];
    })
  | (Node & { readonly kind: "duration paren"; readonly inner: DurationExpr })
  | (Node & { readonly kind: "duration unary"; readonly operator: "+" | "-"; readonly operand: DurationExpr })
  | (Node & {
      readonly kind: "duration binary";
      readonly operator: "+" | "-" | "*" | "/" | "%" | "^";
      readonly left: DurationExpr;
      readonly right: DurationExpr;
    });

export type AtModifier =
  /** A dashboard variable has `seconds` NaN and its name in `variable`. */
  | (Node & { readonly kind: "timestamp"; readonly seconds: number; readonly raw: string; readonly variable?: string })
  | (Node & { readonly kind: "start" | "end" });

export interface Call extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly nameEnd: number;
  readonly args: readonly Expr[];
}

export interface LabelList extends Node {
  readonly labels: readonly LabelName[];
}

export interface LabelName extends Node {
  readonly name: string;
}

export interface Aggregation extends Node {
  readonly kind: "aggregation";
  /** Lower case: `sum`, `topk`, … */
  readonly operator: string;
  readonly operatorEnd: number;
  /** The first argument of topk, quantile, count_values and their like. */
  readonly parameter: Expr | undefined;
  readonly expr: Expr;
  /** True for `without`, false for `by`. Without a clause, `grouping` is undefined. */
  readonly without: boolean;
  readonly grouping: LabelList | undefined;
  /** True if the clause follows the arguments. */
  readonly groupingLast: boolean;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "^"
  | "atan2"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  /** Trims a native histogram from above (3.11). */
  | "</"
  /** Trims a native histogram from below (3.11). */
  | ">/"
  | "and"
  | "or"
  | "unless";

export interface VectorMatching {
  /** True for `on`, false for `ignoring`. Without either, `labels` is undefined. */
  readonly on: boolean;
  readonly labels: LabelList | undefined;
  readonly group: "left" | "right" | undefined;
  /** The labels of group_left(…) / group_right(…). */
  readonly include: LabelList | undefined;
  /** fill(…), fill_left(…), fill_right(…): 3.x, behind a flag. */
  readonly fillLeft?: number;
  readonly fillRight?: number;
}

export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorStart: number;
  readonly operatorEnd: number;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool: boolean;
  readonly matching: VectorMatching | undefined;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "+" | "-";
  readonly operand: Expr;
}

export interface Paren extends Node {
  readonly kind: "paren";
  readonly inner: Expr;
}
