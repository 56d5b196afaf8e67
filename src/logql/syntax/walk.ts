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

/** A node with the path to the root. */
export interface NodePath {
  readonly expr: Expr;
  readonly parent: NodePath | undefined;
}

/**
 * Visits an expression and its descendants in pre-order. Return `false` to skip the children. It does not recurse, so any
 * depth is safe.
 */
export function walk(expr: Expr, visit: (node: Expr, parent: NodePath | undefined) => unknown): void {
  const paths: NodePath[] = [{ expr, parent: undefined }];
  for (let path = paths.pop(); path; path = paths.pop()) {
    if (visit(path.expr, path.parent) === false) continue;
    const inner = children(path.expr);
    for (let index = inner.length - 1; index >= 0; index--) paths.push({ expr: inner[index]!, parent: path });
  }
}

/** Removes the parentheses around an expression. */
export function unwrapParens(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.inner;
  return inner;
}

/** Lists an expression and its descendants in post-order, children before parents. */
export function postOrder(expr: Expr): Expr[] {
  const order: Expr[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node; node = open.pop()) {
    order.push(node);
    for (const child of children(node)) open.push(child);
  }
  return order.reverse();
}

/** Lists the log queries of an expression, in source order. */
export function logQueries(expr: Expr): LogQuery[] {
  const list: LogQuery[] = [];
  walk(expr, (node) => {
    if (node.kind === "log query") list.push(node);
  });
  return list;
}
