import type { Binary, Expr } from "../syntax/ast.js";
import { postOrder } from "../syntax/walk.js";
import { aggregateProblem } from "./pipeline-type.js";
import { isArithmetic, isComparison, isNumeric, type Type } from "./type.js";

const structuralOperators: ReadonlySet<string> = new Set(
  "&& || > < >> << ~ !> !< !>> !<< !~ &> &< &>> &<< &~".split(" "),
);

const spansets: ReadonlySet<Type> = new Set(["spanset", "wrapped spanset", "wrapped pipeline"]);

/** The problem of an operation that is not on two values, or the type of its result. */
export function typeOfQueryOperation(node: Binary, left: Type, right: Type): Type | { readonly problem: string } {
  if (spansets.has(left) && spansets.has(right)) return typeOfSpansetOperation(node.operator, left, right);
  const wrong = (isNumeric(left) && findWrongNumber(node.left)) || (isNumeric(right) && findWrongNumber(node.right));
  if (wrong) return { problem: wrong };
  if (left === "aggregate" || right === "aggregate") return typeOfAggregateComparison(node, left, right);
  const isSeries = (type: Type) => type === "wrapped metrics" || type === "selected metrics";
  if (isSeries(left) || isSeries(right)) return typeOfSeriesOperation(node.operator, left, right);
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

/** What Tempo refuses in a number beside an aggregate or series: it must be known before any span is read. */
function findWrongNumber(number: Expr): string | undefined {
  for (const node of postOrder(number)) {
    if (node.kind === "attribute" || node.kind === "intrinsic") {
      return "an aggregate or series is compared and calculated with numbers only, not with a field of the spans";
    }
    if (node.kind !== "binary") continue;
    const operands = [unwrap(node.left), unwrap(node.right)];
    if (operands.some(({ kind }) => kind === "duration"))
      return "durations cannot be calculated here: write the result";
    const [, divisor] = operands;
    if (node.operator === "/" && divisor && "value" in divisor && divisor.value === 0) return "this divides by zero";
    if (!/^[-+*/]$/.test(node.operator)) return `${node.operator} cannot be used here: write the result`;
  }
  return undefined;
}

function unwrap(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  return inner;
}
