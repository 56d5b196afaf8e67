export type { ParseResult } from "./parse/parser.js";
export { parse } from "./parse/parser.js";
export { print } from "./print/print.js";
export type {
  Aggregate,
  Attribute,
  Binary,
  BinaryOperator,
  Compare,
  Expr,
  Field,
  GroupBy,
  Hint,
  Intrinsic,
  Keyword,
  Literal,
  MetricsFunction,
  NumberLiteral,
  Paren,
  Pipeline,
  Query,
  Scope,
  Select,
  SeriesSelection,
  SpansetFilter,
  StringLiteral,
  Unary,
  Variable,
} from "./syntax/ast.js";
export type { Dialect } from "./syntax/dialect.js";
export { panelDialect, queryDialect } from "./syntax/dialect.js";
export { children, postOrder } from "./syntax/walk.js";
