import { type Binary, type Expr, postOrder, unwrapParens } from "../../promql/index.js";
import { isComparison } from "../expression/comparison.js";

/** Series that Prometheus keeps only while an alert is pending or firing. */
export const onlyWhileFiring: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Calls whose result does not depend on which series their argument has. */
const alwaysAnswer = new Set(["scalar", "vector", "time", "pi"]);
const answerWhenThereIsNothing = new Set(["absent", "absent_over_time"]);

/**
 * True if an expression filters series by their values or by the existence of other series. One that
 * does not yields something for as long as the series exist, and an alert on it fires for as long.
 */
export function isFiltered(expr: Expr): boolean {
  const whole = unwrapParens(expr);
  if (whole.kind === "binary" && filtersHere(whole)) return true;
  const known = new Map<Expr, boolean>();
  for (const node of postOrder(expr)) known.set(node, filtersIn(node, known));
  return known.get(expr) ?? false;
}

function filtersIn(node: Expr, known: ReadonlyMap<Expr, boolean>): boolean {
  const of = (inner: Expr): boolean => known.get(inner) ?? false;
  switch (node.kind) {
    case "number":
    case "string":
      return false;
    case "selector":
      return node.name !== undefined && onlyWhileFiring.has(node.name);
    case "matrix":
      return of(node.selector);
    case "subquery":
    case "aggregation":
      return of(node.expr);
    case "call":
      return answerWhenThereIsNothing.has(node.name) || (!alwaysAnswer.has(node.name) && node.args.some(of));
    case "unary":
      return of(node.operand);
    case "paren":
      return of(node.inner);
    case "binary":
      return filtersHere(node) || combine(node, of(node.left), of(node.right));
  }
}

function filtersHere({ operator, bool }: Binary): boolean {
  return operator === "and" || operator === "unless" || (isComparison(operator) && !bool);
}

function combine({ operator }: Binary, left: boolean, right: boolean): boolean {
  return operator === "or" ? left && right : left || right;
}
