/** The type of a value of a span. That of an attribute depends on the span. */
export type ValueType =
  | "attribute"
  | "integer"
  | "float"
  | "duration"
  | "string"
  | "boolean"
  | "status"
  | "kind"
  | "nil";

/** The type of an expression on spansets or on the series of a metrics query. */
export type QueryType =
  | "spanset"
  /** Spansets in parentheses each, which combine with each other and with pipelines in parentheses. */
  | "wrapped spanset"
  /** Stages, without parentheses. */
  | "pipeline"
  | "wrapped pipeline"
  /** A stage that cannot be combined: `by`, `select`, a comparison of an aggregate. */
  | "stage"
  | "coalesce"
  /** A number for each spanset, which only a comparison makes a stage. */
  | "aggregate"
  /** A stage that makes series of spansets. */
  | "metrics function"
  | "compare"
  /** A pipeline that ends with `compare`, whose series cannot be used further. */
  | "compared"
  /** A stage that selects among series. */
  | "series selection"
  /** A pipeline with a metrics function, without parentheses. */
  | "metrics"
  | "wrapped metrics"
  /** Calculated series, compared or selected from. */
  | "selected metrics";

/** The type of an expression. `any` is that of a dashboard variable, and of an expression with an error. */
export type Type = ValueType | QueryType | "any";

const valueTypes: ReadonlySet<Type> = new Set<ValueType>([
  "attribute",
  "integer",
  "float",
  "duration",
  "string",
  "boolean",
  "status",
  "kind",
  "nil",
]);

export function isValueType(type: Type): type is ValueType {
  return valueTypes.has(type);
}

export function isNumeric(type: Type): boolean {
  return type === "integer" || type === "float" || type === "duration";
}

const comparisons: ReadonlySet<string> = new Set(["=", "!=", "<", "<=", ">", ">="]);

export function isComparison(operator: string): boolean {
  return comparisons.has(operator);
}

export function isArithmetic(operator: string): boolean {
  return "+-*/%^".includes(operator);
}
