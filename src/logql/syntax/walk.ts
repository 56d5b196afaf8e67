import { listPostOrder, type TreePath, walkTree } from "../../promql/syntax/tree.js";
import type { Expr, LogQuery } from "./ast.js";

const none: readonly Expr[] = [];

/** The direct children of an expression, in source order. The log query of a range aggregation is its child. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "log query":
    case "number":
    case "vector":
      return none;
    case "range aggregation":
      return [expr.range.query];
    case "vector aggregation":
    case "label_replace":
      return [expr.expr];
    case "binary":
      return [expr.left, expr.right];
    case "paren":
      return [expr.inner];
  }
}

export type NodePath = TreePath<Expr>;

/** Visits an expression and its descendants in pre-order. Return `false` to skip the children. */
export function walk(expr: Expr, visit: (node: Expr, parent: NodePath | undefined) => unknown): void {
  walkTree(expr, children, visit);
}

/** Removes the parentheses around an expression. */
export function unwrapParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  return inner;
}

/** Lists an expression and its descendants in post-order, children before parents. */
export function postOrder(expr: Expr): Expr[] {
  return listPostOrder(expr, children);
}

/** Lists the log queries of an expression, in source order. */
export function logQueries(expr: Expr): LogQuery[] {
  const list: LogQuery[] = [];
  walk(expr, (node) => {
    if (node.kind === "log query") list.push(node);
  });
  return list;
}
