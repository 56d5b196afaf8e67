export type { SeriesLookup } from "./labels/infer-labels.js";
export { inferAllLabels, inferLabels, type Lacking } from "./labels/infer-labels.js";
export type { LabelSet, Presence, SeriesLabels } from "./labels/label-set.js";
export { presence } from "./labels/label-set.js";
export type { CompiledMatcher } from "./matchers/compile-matcher.js";
export { compileMatcher } from "./matchers/compile-matcher.js";
export { metricName } from "./matchers/metric-name.js";
export { literalMilliseconds } from "./parse/duration.js";
export type { ParseResult } from "./parse/parser.js";
export { parse } from "./parse/parser.js";
export { formatDuration } from "./print/duration.js";
export type { PrintOptions } from "./print/print.js";
export { print } from "./print/print.js";
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
} from "./syntax/ast.js";
export type { Dialect, Feature, PrometheusVersion } from "./syntax/dialect.js";
export { isAtLeast, panelDialect, parseVersion, promqlFeatures, ruleDialect } from "./syntax/dialect.js";
export { isPlainLabelName, isPlainMetricName, isReservedMetricName } from "./syntax/grammar.js";
export type { ParseError } from "./syntax/parse-error.js";
export { quote, scanString, unquote } from "./syntax/strings.js";
export {
  hasVariable,
  listVariables,
  maskVariables,
  scanVariable,
  scanVariables,
  substituteVariables,
  windowVariable,
} from "./syntax/variables.js";
export type { NodePath } from "./syntax/walk.js";
export { children, postOrder, selectors, unwrapParens, walk } from "./syntax/walk.js";
export type { FunctionSignature } from "./types/functions.js";
export { aggregationParameters, findFunction, functions, isEnabled } from "./types/functions.js";
export type { ResultKind, SampleKind, SampleKindLookup } from "./types/sample-kind.js";
export { inferSampleKinds } from "./types/sample-kind.js";
export { typecheck, typeOf } from "./types/typecheck.js";
