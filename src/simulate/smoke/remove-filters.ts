import { type Binary, type Expr, postOrder, typeOf } from "../../promql/index.js";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/**
 * What an expression looks at, whatever it lets through: `a > 5` becomes `a`, `a > b` becomes `a - b`, so that sides which
 * never match are seen; `a unless b` becomes `a`, and `absent(a)` becomes `a`. An alert yields something only when
 * something is wrong; what it looks at is always to be there.
 *
 * Gives the new form of every part, by the part as it was.
 */
export function removeFilters(expr: Expr): ReadonlyMap<Expr, Expr> {
  const rewritten = new Map<Expr, Expr>();
  for (const node of postOrder(expr)) rewritten.set(node, rewrite(node, rewritten));
  return rewritten;
}

function rewrite(node: Expr, made: ReadonlyMap<Expr, Expr>): Expr {
  const of = <T extends Expr>(inner: T): Expr => made.get(inner) ?? inner;
  switch (node.kind) {
    case "number":
    case "string":
    case "selector":
    case "matrix":
      return node;
    case "subquery":
      return { ...node, expr: of(node.expr) };
    case "call": {
      const args = node.args.map(of);
      if (node.name === "absent") return args[0] ?? node;
      return { ...node, name: node.name === "absent_over_time" ? "present_over_time" : node.name, args };
    }
    case "aggregation":
      return { ...node, expr: of(node.expr), parameter: node.parameter && of(node.parameter) };
    case "unary":
      return { ...node, operand: of(node.operand) };
    case "paren":
      return { ...node, inner: of(node.inner) };
    case "binary":
      return rewriteBinary(node, of(node.left), of(node.right));
  }
}

function rewriteBinary(node: Binary, left: Expr, right: Expr): Expr {
  if (node.operator === "unless") return left;
  if (!comparisons.has(node.operator) || node.bool) return { ...node, left, right };
  if (typeOf(right) === "scalar") return left;
  if (typeOf(left) === "scalar") return right;
  return { ...node, operator: "-", left, right };
}
