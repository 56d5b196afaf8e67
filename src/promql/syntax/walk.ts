import type { Expr, VectorSelector } from "./ast.js";

const none: readonly Expr[] = [];

/** The direct children of an expression, in source order. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return none;
    case "matrix":
      return [expr.selector];
    case "subquery":
      return [expr.expr];
    case "call":
      return expr.args;
    case "aggregation":
      return expr.parameter ? [expr.parameter, expr.expr] : [expr.expr];
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
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
 *
 * @example
 * ```ts
 * walk(expr, (node, parent) => {
 *   if (node.kind === "matrix") console.log("range of", node.selector.name, "in", parent?.expr.kind);
 * });
 * ```
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
export function unwrapParens(expr: Expr): Expr;
export function unwrapParens(expr: Expr | undefined): Expr | undefined;
export function unwrapParens(expr: Expr | undefined): Expr | undefined {
  let inner = expr;
  while (inner?.kind === "paren") inner = inner.inner;
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

/** Lists the selectors of an expression, in source order. */
export function selectors(expr: Expr): VectorSelector[] {
  const list: VectorSelector[] = [];
  walk(expr, (node) => {
    if (node.kind === "selector") list.push(node);
  });
  return list;
}
