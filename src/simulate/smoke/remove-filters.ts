import { type Binary, type Expr, postOrder, typeOf } from "../../promql/index.js";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/**
 * Removes filters from an expression: `a > 5` becomes `a`; `a > b` becomes `a - b`, so that operands which never match are
 * noticed; `a unless b` and `absent(a)` become `a`. An alert returns something only when it fires, but its operands should
 * always exist.
 *
 * Returns a map from each original node to its replacement.
 */
export function removeFilters(expr: Expr): ReadonlyMap<Expr, Expr> {
  const rewritten = new Map<Expr, Expr>();
  for (const node of postOrder(expr)) rewritten.set(node, rewrite(node, rewritten));
  return rewritten;
}

function rewrite(node: Expr, rewritten: ReadonlyMap<Expr, Expr>): Expr {
  const replace = <T extends Expr>(inner: T): Expr => rewritten.get(inner) ?? inner;
  switch (node.kind) {
    case "number":
    case "string":
    case "selector":
    case "matrix":
      return node;
    case "subquery":
      return { ...node, expr: replace(node.expr) };
    case "call": {
      const args = node.args.map(replace);
      if (node.name === "absent") return args[0] ?? node;
      return { ...node, name: node.name === "absent_over_time" ? "present_over_time" : node.name, args };
    }
    case "aggregation":
      return { ...node, expr: replace(node.expr), parameter: node.parameter && replace(node.parameter) };
    case "unary":
      return { ...node, operand: replace(node.operand) };
    case "paren":
      return { ...node, inner: replace(node.inner) };
    case "binary":
      return rewriteBinary(node, replace(node.left), replace(node.right));
  }
}

function rewriteBinary(node: Binary, left: Expr, right: Expr): Expr {
  if (node.operator === "unless") return left;
  if (!comparisons.has(node.operator) || node.bool) return { ...node, left, right };
  if (typeOf(right) === "scalar") return left;
  if (typeOf(left) === "scalar") return right;
  return { ...node, operator: "-", left, right };
}
