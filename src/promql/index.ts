export type {
  Aggregation,
  AtModifier,
  Binary,
  BinaryOperator,
  Call,
  DurationExpr,
  Expr,
  LabelList,
  LabelName,
  Matcher,
  MatchOperator,
  MatrixSelector,
  NumberLiteral,
  Paren,
  StringLiteral,
  Subquery,
  Unary,
  ValueType,
  VectorMatching,
  VectorSelector,
} from "./ast.js";
export type { Dialect, Feature, PrometheusVersion } from "./dialect.js";
export { isAtLeast, panelDialect, parseVersion, ruleDialect } from "./dialect.js";
export type { FunctionSignature } from "./functions.js";
export { aggregationParameters, findFunction, functions, isEnabled } from "./functions.js";
export { isPlainLabelName, isPlainMetricName } from "./grammar.js";
export type { LabelSet, Presence, SeriesLabels } from "./label-set.js";
export { presence } from "./label-set.js";
export type { Known } from "./labels.js";
export { inferAllLabels, inferLabels } from "./labels.js";
export { literalMilliseconds } from "./parse-duration.js";
export type { ParseError } from "./parse-error.js";
export type { ParseResult } from "./parser.js";
export { parse } from "./parser.js";
export type { PrintOptions } from "./print.js";
export { print } from "./print.js";
export { formatDuration } from "./print-duration.js";
export type { CompiledMatcher } from "./re2.js";
export { compileMatcher } from "./re2.js";
export { quote, unquote } from "./strings.js";
export { typecheck, typeOf } from "./typecheck.js";
export { hasVariable, variablesIn, windowVariable, withoutVariables, withVariables } from "./variables.js";
export type { Place } from "./walk.js";
export { children, insideOut, selectors, unwrapParens, walk } from "./walk.js";
