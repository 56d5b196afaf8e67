export { inferAllLabels, inferLabels } from "./labels/infer-labels.js";
export type { LogLabels, StreamLookup, StreamSchema } from "./labels/pipeline.js";
export { inferStages, mayHave, ownLabels } from "./labels/pipeline.js";
export type { ParseResult } from "./parse/parser.js";
export { parse } from "./parse/parser.js";
export type { PrintOptions } from "./print/print.js";
export { print } from "./print/print.js";
export type {
  Binary,
  BinaryOperator,
  BytesLiteral,
  Decolorize,
  DurationLiteral,
  Expr,
  Extraction,
  Grouping,
  IpRange,
  JsonParser,
  LabelAssignment,
  LabelComparison,
  LabelComparisonOperator,
  LabelFilter,
  LabelFilterBinary,
  LabelFilterParen,
  LabelFilterStage,
  LabelFormat,
  LabelName,
  LabelReplace,
  LabelSelection,
  LineFilter,
  LineFilterOperator,
  LineFormat,
  LineMatch,
  LogfmtParser,
  LogQuery,
  LogRange,
  Matching,
  MetricExpr,
  OffsetDuration,
  Paren,
  PatternParser,
  RangeAggregation,
  RangeDuration,
  RangeOperator,
  RegexpParser,
  SelectedLabel,
  Stage,
  StageKind,
  StreamSelector,
  StringLiteral,
  UnpackParser,
  Unwrap,
  UnwrapConversion,
  VariableStage,
  VectorAggregation,
  VectorLiteral,
  VectorOperator,
} from "./syntax/ast.js";
export type { Dialect } from "./syntax/dialect.js";
export { definedRuleDialect, panelDialect, ruleDialect } from "./syntax/dialect.js";
export { listComparisons } from "./syntax/label-filter.js";
export { literalRange } from "./syntax/literal-range.js";
export type { NodePath } from "./syntax/walk.js";
export { children, logQueries, postOrder, unwrapParens, walk } from "./syntax/walk.js";
export { findStageProblem, isIpRange, type StageProblem } from "./types/stage-problem.js";
