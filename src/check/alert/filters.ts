import { type Binary, type Expr, postOrder, unwrapParens } from "../../promql/index.js";
import { isComparison } from "../../promql/values/comparison.js";

/** Series that Prometheus keeps only while an alert is pending or firing. */
export const onlyWhileFiring: ReadonlySet<string> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Functions that return a value whatever series their argument has. */
const alwaysReturns = new Set(["scalar", "vector", "time", "pi"]);
const returnsIfAbsent = new Set(["absent", "absent_over_time"]);

/**
 * True if an expression filters series by value or by the existence of other series. Without a filter, an alert fires
 * for as long as the series exist.
 */
export function isFiltered(expr: Expr): boolean {
  const whole = unwrapParens(expr);
  if (whole.kind === "binary" && filtersHere(whole)) return true;
  const filtered = new Map<Expr, boolean>();
  for (const node of postOrder(expr)) filtered.set(node, filtersIn(node, filtered));
  return filtered.get(expr) ?? false;
}

function filtersIn(node: Expr, filtered: ReadonlyMap<Expr, boolean>): boolean {
  const of = (inner: Expr): boolean => filtered.get(inner) ?? false;
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
      return returnsIfAbsent.has(node.name) || (!alwaysReturns.has(node.name) && node.args.some(of));
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
