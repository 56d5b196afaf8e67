import type { RangeOperator, UnwrapConversion, VectorOperator } from "../syntax/ast.js";

export const rangeOperators: ReadonlySet<string> = new Set<RangeOperator>([
  "count_over_time",
  "rate",
  "rate_counter",
  "bytes_over_time",
  "bytes_rate",
  "avg_over_time",
  "sum_over_time",
  "min_over_time",
  "max_over_time",
  "stdvar_over_time",
  "stddev_over_time",
  "quantile_over_time",
  "first_over_time",
  "last_over_time",
  "absent_over_time",
]);

export const vectorOperators: ReadonlySet<string> = new Set<VectorOperator>([
  "sum",
  "avg",
  "count",
  "max",
  "min",
  "stddev",
  "stdvar",
  "bottomk",
  "topk",
  "approx_topk",
  "sort",
  "sort_desc",
]);

export const conversions: ReadonlySet<string> = new Set<UnwrapConversion>(["bytes", "duration", "duration_seconds"]);

/** Words that are functions before a parenthesis or a grouping, and names elsewhere. */
export const functionWords: ReadonlySet<string> = new Set([
  ...rangeOperators,
  ...vectorOperators,
  ...conversions,
  "vector",
  "label_replace",
  "ip",
]);

/** Words that are never names. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "by without bool offset on ignoring group_left group_right or and unless json regexp logfmt unpack pattern " +
    "label_format line_format decolorize drop keep unwrap"
  ).split(" "),
);

/** Operators and punctuation of two characters. */
export const longOperators: ReadonlySet<string> = new Set(["!=", "=~", "!~", "!>", "|=", "|~", "|>", "==", ">=", "<="]);

/** Operators and punctuation of one character; any other character is a name, as in Loki. */
export const shortOperators: ReadonlySet<string> = new Set(",.{}=|()]+-*/%^><");
