import { type Binary, type Expr, type NumberLiteral, unwrapParens } from "../../promql/index.js";
import type { Edit } from "./edit.js";

const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const opposites: Readonly<Record<string, string>> = {
  ">": "<",
  ">=": "<",
  "<": ">",
  "<=": ">",
  "==": "!=",
  "!=": "==",
};
const withLimit: Readonly<Record<string, string>> = { ">": ">=", ">=": ">", "<": "<=", "<=": "<" };

export function isComparison({ operator }: { readonly operator: string }): boolean {
  return comparisons.has(operator);
}

/** Moves the bound of a comparison, and turns the comparison round. */
export function comparisonEdits(node: Binary): readonly Edit[] {
  const bound = literalOf(node.right) ?? literalOf(node.left);
  const value = literalOf(node.right) ? node.left : node.right;
  return boundEdits(node, bound, isWholeNumber(value));
}

/** The same for an expression of any language. A count has whole numbers only. */
export function boundEdits(
  {
    operator,
    operatorStart: start,
    operatorEnd: end,
  }: Pick<Binary, "operatorStart" | "operatorEnd"> & { operator: string },
  bound: NumberLiteral | undefined,
  isCount: boolean,
): readonly Edit[] {
  const edits: Edit[] = [{ kind: "comparison", start, end, replacement: opposites[operator]! }];
  if (!bound) return edits;
  // Other values hardly ever lie exactly on the bound.
  const isWhole = isCount && Number.isInteger(bound.value);
  if (isWhole && withLimit[operator] && bound.value !== 0) {
    edits.push({ kind: "comparison", start, end, replacement: withLimit[operator]! });
  }
  const others = isWhole ? wholeNeighbours(operator, bound.value) : neighbours(bound.value);
  for (const other of others) {
    const changed = `${operator} ${formatNumber(other)}`;
    const shown = { before: `${operator} ${bound.raw}`, after: changed };
    edits.push({ kind: "threshold", start: bound.start, end: bound.end, replacement: formatNumber(other), ...shown });
  }
  return edits;
}

/** Changes a number that is no bound: a quantile, a factor. */
export function numberEdits({ value, raw, start, end }: NumberLiteral, isShare: boolean): readonly Edit[] {
  const others = isShare ? shareNeighbours(value) : value === 0 ? [1] : [value * 1.1];
  return others.map((other) => ({ kind: "number", start, end, replacement: formatNumber(other), before: raw }));
}

/** For whole numbers a comparison with the bound itself is a comparison with the next one. */
function wholeNeighbours(operator: string, value: number): readonly number[] {
  if (operator === "==" || operator === "!=") return value === 0 ? [1] : [value + 1, value - 1];
  if (value === 0) return [1];
  return [operator === ">" || operator === "<=" ? value + 1 : value - 1];
}

function neighbours(value: number): readonly number[] {
  return value === 0 ? [] : [value * 1.1, value * 0.9];
}

function shareNeighbours(value: number): readonly number[] {
  return [0.5, 0.9, 0.95, 0.99]
    .filter((share) => share !== value)
    .sort((a, b) => Math.abs(a - value) - Math.abs(b - value))
    .slice(0, 2);
}

/** The number an operand is written as; undefined for a dashboard variable and for anything else. */
export function literalOf(expr: Expr): NumberLiteral | undefined {
  const inner = unwrapParens(expr);
  return inner.kind === "number" && inner.variable === undefined && Number.isFinite(inner.value) ? inner : undefined;
}

const keepsWholeNumbers = new Set([
  "max_over_time",
  "min_over_time",
  "last_over_time",
  "sum_over_time",
  "count_over_time",
  "changes",
  "resets",
  "absent",
  "absent_over_time",
  "present_over_time",
  "abs",
]);
const keepsWholeAggregates = new Set(["sum", "max", "min", "count", "group", "topk", "bottomk"]);

/** True if an expression counts things: series as they are, and functions that keep whole numbers whole. */
function isWholeNumber(expr: Expr): boolean {
  switch (expr.kind) {
    case "selector":
      return expr.name !== undefined && !/[:]|bytes|seconds|ratio|percent/.test(expr.name);
    case "matrix":
      return isWholeNumber(expr.selector);
    case "paren":
      return isWholeNumber(expr.inner);
    case "call":
      return keepsWholeNumbers.has(expr.name) && expr.args.every(isWholeNumber);
    case "aggregation":
      return expr.operator === "count" || (keepsWholeAggregates.has(expr.operator) && isWholeNumber(expr.expr));
    case "binary":
      return (expr.operator === "+" || expr.operator === "-") && isWholeNumber(expr.left) && isWholeNumber(expr.right);
    case "number":
      return Number.isInteger(expr.value);
    default:
      return false;
  }
}

/** Without the noise of binary fractions: 0.055, not 0.05500000000000001. */
function formatNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
