/**
 * The syntax tree of a TraceQL query. `start` and `end` are UTF-16 offsets into its text. Parentheses are nodes, so that
 * printing preserves them. Conditions on a span and expressions on spansets have the same nodes; their types differ.
 */
export type Expr =
  | SpansetFilter
  | Pipeline
  | Binary
  | Unary
  | Paren
  | Aggregate
  | GroupBy
  | Select
  | Coalesce
  | MetricsFunction
  | Compare
  | SeriesSelection
  | Attribute
  | Intrinsic
  | Literal
  | Variable;

interface Node {
  readonly start: number;
  readonly end: number;
}

/** A whole query: an expression, and the clauses `with (sample=0.1)` behind it. */
export interface Query extends Node {
  readonly expr: Expr;
  readonly hints: readonly Hint[];
}

/** `{ span.http.status_code >= 500 }`; without a condition, it selects every span. */
export interface SpansetFilter extends Node {
  readonly kind: "spanset filter";
  readonly condition: Expr | undefined;
}

/** `{ … } | count() > 2 | select(span.db.statement)`: two or more stages. */
export interface Pipeline extends Node {
  readonly kind: "pipeline";
  readonly stages: readonly Expr[];
}

export type StructuralOperator =
  | ">"
  | "<"
  | ">>"
  | "<<"
  | "~"
  | "!>"
  | "!<"
  | "!>>"
  | "!<<"
  | "!~"
  | "&>"
  | "&<"
  | "&>>"
  | "&<<"
  | "&~";

export type BinaryOperator =
  | StructuralOperator
  | "&&"
  | "||"
  | "="
  | "!="
  | "<="
  | ">="
  | "=~"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "^";

/** On values or on spansets: `>` compares the former, and selects children among the latter. */
export interface Binary extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly operatorStart: number;
  readonly operatorEnd: number;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Unary extends Node {
  readonly kind: "unary";
  readonly operator: "-" | "!";
  readonly operand: Expr;
}

export interface Paren extends Node {
  readonly kind: "paren";
  readonly inner: Expr;
}

export type AggregateOperator = "count" | "avg" | "max" | "min" | "sum";

/** `avg(duration)`, over the spans of a spanset. Only `count` has no argument. */
export interface Aggregate extends Node {
  readonly kind: "aggregate";
  readonly operator: AggregateOperator;
  readonly argument: Expr | undefined;
}

/** `by(resource.service.name)`: divides each spanset. */
export interface GroupBy extends Node {
  readonly kind: "by";
  readonly key: Expr;
}

/** `select(span.db.statement, status)`: fields that the result shows, too. */
export interface Select extends Node {
  readonly kind: "select";
  readonly fields: readonly Field[];
}

/** `coalesce()`: joins the spansets that `by` has divided. */
export interface Coalesce extends Node {
  readonly kind: "coalesce";
}

export type MetricsOperator =
  | "rate"
  | "count_over_time"
  | "min_over_time"
  | "max_over_time"
  | "avg_over_time"
  | "sum_over_time"
  | "quantile_over_time"
  | "histogram_over_time";

/** `quantile_over_time(duration, 0.5, 0.99) by (span.http.route)` */
export interface MetricsFunction extends Node {
  readonly kind: "metrics";
  readonly operator: MetricsOperator;
  /** The field that is aggregated; none for `rate` and `count_over_time`. */
  readonly field: Field | undefined;
  /** The quantiles of `quantile_over_time`. */
  readonly parameters: readonly NumberLiteral[];
  readonly grouping: readonly Field[] | undefined;
}

/** `compare({ status = error }, 5)`: the attributes in which the selected spans differ from all others. */
export interface Compare extends Node {
  readonly kind: "compare";
  readonly selection: Expr;
  /** The number of values to return, and the start and end of the selection in nanoseconds. */
  readonly parameters: readonly NumberLiteral[];
}

/** `topk(10)`, of the series of a metrics function. */
export interface SeriesSelection extends Node {
  readonly kind: "topk" | "bottomk";
  readonly count: NumberLiteral;
}

/** A field of a span, or a dashboard variable in its place. */
export type Field = Attribute | Intrinsic | Variable;

export type Scope =
  | ""
  | "span"
  | "resource"
  | "event"
  | "link"
  | "instrumentation"
  | "parent"
  | "parent.span"
  | "parent.resource";

/** `span.http.route`; without a scope, `.http.route`, it is an attribute of the span or of its resource. */
export interface Attribute extends Node {
  readonly kind: "attribute";
  readonly scope: Scope;
  /** Unquoted: `foo bar` of `span."foo bar"`. */
  readonly name: string;
  /** The name as written. */
  readonly raw: string;
}

/** `duration`, `span:status`, `trace:rootService`: a field that every span or trace has. */
export interface Intrinsic extends Node {
  readonly kind: "intrinsic";
  readonly name: string;
}

export type Literal = NumberLiteral | StringLiteral | Keyword;

export interface NumberLiteral extends Node {
  readonly kind: "integer" | "float" | "duration";
  /** A duration in nanoseconds. */
  readonly value: number;
  /** As written. */
  readonly raw: string;
}

export interface StringLiteral extends Node {
  readonly kind: "string";
  /** Dashboard variables stay as written. */
  readonly value: string;
  /** As written, with quotation marks. */
  readonly raw: string;
}

/** `true`, `nil`, a status, a kind of span, `minInt` or `maxInt`. */
export interface Keyword extends Node {
  readonly kind: "keyword";
  readonly name: string;
}

/** A dashboard variable in place of a value, a field, a condition or a stage. */
export interface Variable extends Node {
  readonly kind: "variable";
  /** The name of the first variable, without the `$`. */
  readonly variable: string;
  readonly raw: string;
}

/** `sample=0.1` */
export interface Hint extends Node {
  readonly name: string;
  readonly value: Literal | Variable;
}
