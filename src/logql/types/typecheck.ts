import { compileMatcher } from "../../promql/matchers/compile-matcher.js";
import type { ParseError } from "../../promql/syntax/parse-error.js";
import { maskVariables } from "../../promql/syntax/variables.js";
import { loadRe2 } from "../../regexp/re2.js";
import type {
  Binary,
  Expr,
  LabelReplace,
  LogQuery,
  Matcher,
  RangeAggregation,
  VectorAggregation,
} from "../syntax/ast.js";
import type { Dialect } from "../syntax/dialect.js";
import { isFunctionVariable } from "../syntax/function-variable.js";
import { postOrder, unwrapParens } from "../syntax/walk.js";
import { findParserErrors } from "./parser-stages.js";

type Report = (message: string, at: { readonly start: number; readonly end: number }, hint?: string) => void;

/** Replaces dashboard variables, so that the rest of a text can be checked. */
type Mask = (text: string) => string;

/** Lists what Loki refuses in an expression that follows its grammar. */
export function typecheck(expr: Expr, { grafana }: Dialect): readonly ParseError[] {
  const mask: Mask = grafana ? (text) => maskVariables(text, "x") : (text) => text;
  const errors: ParseError[] = [];
  const report: Report = (message, { start, end }, hint) => {
    errors.push(hint === undefined ? { message, start, end } : { message, start, end, hint });
  };
  const literals = new Set<Expr>();
  for (const node of postOrder(expr)) {
    switch (node.kind) {
      case "number":
        literals.add(node);
        break;
      case "paren":
        if (literals.has(node.inner)) literals.add(node);
        break;
      case "log query":
        checkLogQuery(node, mask, report);
        break;
      case "range aggregation":
        if (!isFunctionVariable(node.operator)) checkRangeAggregation(node, report);
        break;
      case "vector aggregation":
        if (!isFunctionVariable(node.operator)) checkVectorAggregation(node, report);
        break;
      case "binary":
        checkBinary(node, literals, report);
        break;
      case "label_replace":
        checkLabelReplace(node, mask, report);
        break;
    }
  }
  return errors.sort((one, other) => one.start - other.start);
}

const needsSelector =
  "queries require at least one regexp or equality matcher that does not have an empty-compatible value. " +
  'For instance, app=~".*" does not meet this requirement, but app=~".+" will';

function checkLogQuery({ selector, stages }: LogQuery, mask: Mask, report: Report): void {
  if (!selector.matchers.some((matcher) => selectsStreams(matcher, mask))) report(needsSelector, selector);
  for (const stage of stages) for (const { message, at } of findParserErrors(stage, mask)) report(message, at);
}

/** True if a matcher refuses streams without the label. */
function selectsStreams({ operator, value, variable }: Matcher, mask: Mask): boolean {
  if (variable !== undefined && variable !== "label") return true;
  const concrete = mask(value);
  switch (operator) {
    case "=":
      return concrete !== "";
    case "!=":
      return concrete === "";
    case "=~":
      return !compileMatcher(concrete).test("");
    case "!~":
      return compileMatcher(concrete).test("");
  }
}

const groupedRanges: ReadonlySet<string> = new Set(
  "avg stddev stdvar quantile max min first last".split(" ").map((name) => `${name}_over_time`),
);
const unwrappedRanges: ReadonlySet<string> = new Set([
  ...groupedRanges,
  "sum_over_time",
  "rate",
  "rate_counter",
  "absent_over_time",
]);
const countedRanges: ReadonlySet<string> = new Set([
  "bytes_over_time",
  "bytes_rate",
  "count_over_time",
  "rate",
  "absent_over_time",
]);

function checkRangeAggregation(node: RangeAggregation, report: Report): void {
  const { operator, parameter, grouping, range, start, operatorEnd } = node;
  const name = { start, end: operatorEnd };
  if (parameter && operator !== "quantile_over_time") {
    report(`parameter ${parameter.raw} not supported for operation ${operator}`, parameter);
  } else if (!parameter && operator === "quantile_over_time") {
    report(`parameter required for operation ${operator}`, name, "write the quantile first, as in (0.99, {…} [5m])");
  }
  if (grouping && !groupedRanges.has(operator)) {
    report(`grouping not allowed for ${operator} aggregation`, grouping, `write sum by (…) (${operator}(…))`);
  }
  if (range.unwrap && !unwrappedRanges.has(operator))
    report(`invalid aggregation ${operator} with unwrap`, range.unwrap);
  if (!range.unwrap && !countedRanges.has(operator)) {
    report(`invalid aggregation ${operator} without unwrap`, name, "add | unwrap and the label that has the number");
  }
}

const parameterOperators: ReadonlySet<string> = new Set(["topk", "bottomk", "approx_topk"]);

function checkVectorAggregation(node: VectorAggregation, report: Report): void {
  const { operator, parameter, grouping, start, operatorEnd } = node;
  if (parameterOperators.has(operator)) {
    if (!parameter) report(`parameter required for operation ${operator}`, { start, end: operatorEnd });
    else if (parameter.variable === undefined) checkCount(node, parameter.raw, report);
    if (operator === "approx_topk" && grouping) report(`grouping not allowed for ${operator} aggregation`, grouping);
  } else if (parameter) report(`unsupported parameter for operation ${operator}(${parameter.raw},`, parameter);
  if (operator.startsWith("sort") && grouping && grouping.labels.length > 0) {
    report("sort and sort_desc doesn't allow grouping by ", grouping);
  }
}

/** The largest 64-bit integer. */
const maxInteger = 2n ** 63n - 1n;

function checkCount({ operator, parameter }: VectorAggregation, raw: string, report: Report): void {
  if (!/^[0-9]+$/.test(raw) || BigInt(raw) > maxInteger) report(`invalid parameter ${operator}(${raw},`, parameter!);
  else if (BigInt(raw) === 0n) report(`invalid parameter (must be greater than 0) ${operator}(${raw}`, parameter!);
}

const setOperators: ReadonlySet<string> = new Set(["and", "or", "unless"]);

function checkBinary(node: Binary, literals: Set<Expr>, report: Report): void {
  const { operator, left, right } = node;
  const sides = [
    ["left", left],
    ["right", right],
  ] as const;
  for (const [side, operand] of sides) {
    if (unwrapParens(operand).kind === "log query") {
      const hint = "count the lines, as in count_over_time({…} [5m])";
      report(`unexpected type for ${side} leg of binary operation (${operator}): a log query`, operand, hint);
    } else if (setOperators.has(operator) && literals.has(operand)) {
      report(`unexpected literal for ${side} leg of logical/set binary operation (${operator})`, operand);
    }
  }
  if (literals.has(left) && literals.has(right)) literals.add(node);
}

function checkLabelReplace({ pattern }: LabelReplace, mask: Mask, report: Report): void {
  try {
    loadRe2().RE2JS.compile(`^(?:${mask(pattern.value)})$`);
  } catch (problem) {
    const reason = (problem as Error).message.replace(/^error parsing regexp: /, "");
    report(`invalid regex in label_replace: error parsing regexp: ${reason}`, pattern);
  }
}
