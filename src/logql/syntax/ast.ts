import type { LabelList, LabelName, Matcher, NumberLiteral, VectorMatching } from "../../promql/index.js";

import type { FunctionVariable } from "./function-variable.js";

export type { LabelList, LabelName, Matcher, MatchOperator, NumberLiteral } from "../../promql/index.js";

/**
 * The syntax tree of a LogQL expression. `start` and `end` are UTF-16 offsets into its text. Parentheses around
 * expressions and label filters are nodes, so that printing preserves them. Those around a log range are not, nor is the
 * position of the range in it: Loki reads `({a="1"} | json)[5m]`, `{a="1"}[5m] | json` and `{a="1"} | json [5m]` alike.
 */
export type Expr = LogQuery | MetricExpr;

/** An expression whose result is numbers, or the parentheses around any expression. */
export type MetricExpr =
  | RangeAggregation
  | VectorAggregation
  | Binary
  | NumberLiteral
  | VectorLiteral
  | LabelReplace
  | Paren;

interface Node {
  readonly start: number;
  readonly end: number;
}

/** `{app="api"} |= "error" | json`: a stream selector and the stages of its pipeline. */
export interface LogQuery extends Node {
  readonly kind: "log query";
  readonly selector: StreamSelector;
  readonly stages: readonly Stage[];
}

export interface StreamSelector extends Node {
  readonly matchers: readonly Matcher[];
}

/** Dashboard variables stay in the value as written. */
export interface StringLiteral extends Node {
  readonly kind: "string";
  readonly value: string;
  readonly quote: '"' | "`";
  /** Set when a dashboard variable stands in place of the literal: its name without the `$`. `value` is as written. */
  readonly variable?: string;
}

export type Stage =
  | LineFilter
  | JsonParser
  | LogfmtParser
  | PatternParser
  | RegexpParser
  | UnpackParser
  | LabelFilterStage
  | LineFormat
  | LabelFormat
  | Decolorize
  | LabelSelection
  | VariableStage;

export type StageKind = Stage["kind"];

export type LineFilterOperator = "|=" | "!=" | "|~" | "!~" | "|>" | "!>";

/**
 * `|= "a" or "b"`. A line passes `|=`, `|~` and `|>` if it matches one of the alternatives, and `!=`, `!~` and `!>` if it
 * matches none.
 */
export interface LineFilter extends Node {
  readonly kind: "line filter";
  readonly operator: LineFilterOperator;
  readonly operatorEnd: number;
  /** One or more, in source order. */
  readonly alternatives: readonly LineMatch[];
}

/** `"text"`, or `ip("10.0.0.0/8")`. */
export interface LineMatch extends Node {
  readonly isIp: boolean;
  readonly pattern: StringLiteral;
}

/** `json`, or `json status="response.code", method`: then only these labels are extracted. */
export interface JsonParser extends Node {
  readonly kind: "json";
  readonly extractions: readonly Extraction[];
}

/** `logfmt --strict --keep-empty`, or with the labels to extract. */
export interface LogfmtParser extends Node {
  readonly kind: "logfmt";
  readonly strict: boolean;
  readonly keepEmpty: boolean;
  readonly extractions: readonly Extraction[];
}

/** `status="response.code"`, or `status`, for the field of that name. */
export interface Extraction extends Node {
  readonly label: LabelName;
  readonly path: StringLiteral | undefined;
}

export interface PatternParser extends Node {
  readonly kind: "pattern";
  readonly pattern: StringLiteral;
}

export interface RegexpParser extends Node {
  readonly kind: "regexp";
  readonly pattern: StringLiteral;
}

export interface UnpackParser extends Node {
  readonly kind: "unpack";
}

/** `| level="error" or duration > 5s`. */
export interface LabelFilterStage extends Node {
  readonly kind: "label filter";
  readonly filter: LabelFilter;
}

export type LabelFilter = LabelComparison | LabelFilterBinary | LabelFilterParen;

export type LabelComparisonOperator = "=" | "==" | "!=" | "=~" | "!~" | ">" | ">=" | "<" | "<=";

export interface LabelComparison extends Node {
  readonly kind: "comparison";
  readonly label: LabelName;
  readonly operator: LabelComparisonOperator;
  /**
   * A string with `=`, `!=`, `=~` and `!~`; an IP range with `=` and `!=`; numbers, durations and bytes with all but `=~`
   * and `!~`. A dashboard variable without quotation marks is a number.
   */
  readonly value: StringLiteral | IpRange | NumberLiteral | DurationLiteral | BytesLiteral;
}

/** `ip("192.168.0.0/16")`. */
export interface IpRange extends Node {
  readonly kind: "ip";
  readonly range: StringLiteral;
}

export interface DurationLiteral extends Node {
  readonly kind: "duration";
  readonly nanoseconds: number;
  /** As written: `1h30m`, `1.5h`, `-5m`. */
  readonly raw: string;
}

export interface BytesLiteral extends Node {
  readonly kind: "bytes";
  readonly bytes: number;
  /** As written: `20MB`, `1.5KiB`. */
  readonly raw: string;
}

/** `or` binds less tightly than `and`. */
export interface LabelFilterBinary extends Node {
  readonly kind: "and" | "or";
  /** The separator as written: a comma and white space mean `and`. */
  readonly separator: "and" | "," | " " | "or";
  readonly left: LabelFilter;
  readonly right: LabelFilter;
}

export interface LabelFilterParen extends Node {
  readonly kind: "paren";
  readonly inner: LabelFilter;
}

export interface LineFormat extends Node {
  readonly kind: "line_format";
  readonly template: StringLiteral;
}

/** `label_format status=code, path="{{ .uri }}"`. */
export interface LabelFormat extends Node {
  readonly kind: "label_format";
  readonly assignments: readonly LabelAssignment[];
}

export interface LabelAssignment extends Node {
  readonly label: LabelName;
  /** The label that is renamed, or a template. */
  readonly source: (LabelName & { readonly kind: "label" }) | StringLiteral;
}

export interface Decolorize extends Node {
  readonly kind: "decolorize";
}

/** `drop level, app="api"`: labels by name, or only if their value matches. */
export interface LabelSelection extends Node {
  readonly kind: "drop" | "keep";
  readonly labels: readonly SelectedLabel[];
}

export type SelectedLabel =
  | (LabelName & { readonly kind: "label" })
  | (Node & { readonly kind: "matcher"; readonly matcher: Matcher });

/** A dashboard variable in place of a stage: `| $parser`, or `$filter` with its operator in its value. */
export interface VariableStage extends Node {
  readonly kind: "variable";
  readonly variable: string;
  /** True after a pipe. */
  readonly hasPipe: boolean;
  readonly raw: string;
}

export type UnwrapConversion = "bytes" | "duration" | "duration_seconds";

/** `unwrap duration_seconds(latency) | __error__=""`. */
export interface Unwrap extends Node {
  readonly label: LabelName;
  readonly conversion: UnwrapConversion | undefined;
  /** The label filters after it, which see errors of the conversion. */
  readonly filters: readonly LabelFilterStage[];
}

/** `{app="api"} | json | unwrap latency [5m] offset 1h`. */
export interface LogRange extends Node {
  readonly query: LogQuery;
  readonly unwrap: Unwrap | undefined;
  readonly range: RangeDuration;
  readonly offset: OffsetDuration | undefined;
}

/** A range with its brackets; with a dashboard variable such as `[$__auto]`, `nanoseconds` is NaN. */
export interface RangeDuration extends Node {
  readonly nanoseconds: number;
  /** As written, without the brackets. */
  readonly raw: string;
  /** The name of the dashboard variable, without the `$`. */
  readonly variable?: string;
}

/** The duration after `offset`. It may be negative. */
export interface OffsetDuration extends Node {
  readonly nanoseconds: number;
  readonly raw: string;
  readonly variable?: string;
}

export type RangeOperator =
  | "count_over_time"
  | "rate"
  | "rate_counter"
  | "bytes_over_time"
  | "bytes_rate"
  | "avg_over_time"
  | "sum_over_time"
  | "min_over_time"
  | "max_over_time"
  | "stdvar_over_time"
  | "stddev_over_time"
  | "quantile_over_time"
  | "first_over_time"
  | "last_over_time"
  | "absent_over_time";

export interface Grouping extends LabelList {
  /** True for `without`, false for `by`. */
  readonly without: boolean;
}

export interface RangeAggregation extends Node {
  readonly kind: "range aggregation";
  readonly operator: RangeOperator | FunctionVariable;
  readonly operatorEnd: number;
  /** The quantile of `quantile_over_time`. */
  readonly parameter: NumberLiteral | undefined;
  readonly range: LogRange;
  readonly grouping: Grouping | undefined;
}

export type VectorOperator =
  | "sum"
  | "avg"
  | "count"
  | "max"
  | "min"
  | "stddev"
  | "stdvar"
  | "bottomk"
  | "topk"
  | "approx_topk"
  | "sort"
  | "sort_desc";

export interface VectorAggregation extends Node {
  readonly kind: "vector aggregation";
  readonly operator: VectorOperator | FunctionVariable;
  readonly operatorEnd: number;
  /** The count of `topk`, `bottomk` and `approx_topk`. */
  readonly parameter: NumberLiteral | undefined;
  readonly expr: Expr;
  /** Undefined without a clause: one result for all series, as with `by ()`. */
  readonly grouping: Grouping | undefined;
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
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "and"
  | "or"
  | "unless";

/** `on (…)` or `ignoring (…)`, with `group_left (…)` or `group_right (…)`. */
export interface Matching extends Omit<VectorMatching, "labels" | "fillLeft" | "fillRight"> {
  readonly labels: LabelList;
}

/** An operation on two numbers is a number: Loki calculates it when it parses. */
export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorStart: number;
  readonly operatorEnd: number;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool: boolean;
  readonly matching: Matching | undefined;
}

/** `vector(0)`. */
export interface VectorLiteral extends Node {
  readonly kind: "vector";
  readonly value: NumberLiteral;
}

/** `label_replace(expr, "destination", "$1", "source", "pattern")`. */
export interface LabelReplace extends Node {
  readonly kind: "label_replace";
  readonly expr: Expr;
  readonly destination: StringLiteral;
  readonly replacement: StringLiteral;
  readonly source: StringLiteral;
  readonly pattern: StringLiteral;
}

export interface Paren extends Node {
  readonly kind: "paren";
  readonly inner: Expr;
}
