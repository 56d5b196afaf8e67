import type { Binary, Expr } from "../syntax/ast.js";
import { aggregateProblem } from "./pipeline-type.js";
import { isArithmetic, isComparison, isNumeric, type Type } from "./type.js";

const structuralOperators: ReadonlySet<string> = new Set(
  "&& || > < >> << ~ !> !< !>> !<< !~ &> &< &>> &<< &~".split(" "),
);

const spansets: ReadonlySet<Type> = new Set(["spanset", "wrapped spanset", "wrapped pipeline"]);

/** The problem of an operation that is not on two values, or the type of its result. */
export function typeOfQueryOperation(node: Binary, left: Type, right: Type): Type | { readonly problem: string } {
  if (spansets.has(left) && spansets.has(right)) return typeOfSpansetOperation(node.operator, left, right);
  if (left === "aggregate" || right === "aggregate") return typeOfAggregateComparison(node, left, right);
  const isSeries = (type: Type) => type === "wrapped metrics" || type === "selected metrics";
  if (isSeries(left) || isSeries(right)) {
    const isCalculated = right === "duration" && unwrap(node.right).kind === "binary";
    if (isCalculated) return { problem: "durations cannot be calculated here: write the result" };
    return typeOfSeriesOperation(node.operator, left, right);
  }
  const isFilter = isComparison(node.operator) && isNumeric(right);
  if (isFilter && (left === "metrics function" || left === "series selection")) return left;
  if ([left, right].some((type) => type === "compare" || type === "compared")) {
    return { problem: "the result of compare() cannot be used further" };
  }
  if (left === "metrics function") {
    return { problem: "a pipeline with a metrics function needs parentheses: ({ … } | rate()) * 100" };
  }
  if (left === "pipeline" || right === "pipeline" || left === "stage" || right === "stage") {
    return { problem: "stages are joined with |, and pipelines combine in parentheses" };
  }
  return { problem: `${node.operator} combines spansets, or compares the values of a span within braces` };
}

function typeOfSpansetOperation(operator: string, left: Type, right: Type): Type | { readonly problem: string } {
  if (!structuralOperators.has(operator)) return { problem: `spansets cannot be combined with ${operator}` };
  if (left === "wrapped spanset" && right === "wrapped spanset") return "wrapped spanset";
  if (left !== "wrapped pipeline" && right !== "wrapped pipeline") return "spanset";
  if (left !== "spanset" && right !== "spanset") return "wrapped pipeline";
  return { problem: "a pipeline in parentheses combines with spansets in parentheses only: ({ … })" };
}

function typeOfAggregateComparison({ operator, left }: Binary, one: Type, other: Type) {
  const isNumber = (type: Type) => type === "aggregate" || isNumeric(type);
  if (!isNumber(one) || !isNumber(other)) return { problem: "an aggregate can be compared with a number only" };
  if (isArithmetic(operator)) return "aggregate";
  if (!isComparison(operator)) return { problem: aggregateProblem };
  if (unwrap(left).kind === "aggregate" && isNumeric(other)) return "stage";
  return { problem: "Tempo compares one aggregate, on the left, with a number: count() > 2" };
}

function typeOfSeriesOperation(operator: string, left: Type, right: Type): Type | { readonly problem: string } {
  if (isComparison(operator) && isNumeric(right)) return "selected metrics";
  const isOperand = (type: Type) => type === "wrapped metrics" || type === "integer" || type === "float";
  if (!/^[-+*/]$/.test(operator) || !isOperand(left) || !isOperand(right)) {
    return { problem: "series take + - * / with series in parentheses or numbers, and comparisons with numbers" };
  }
  return "wrapped metrics";
}

function unwrap(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  return inner;
}
