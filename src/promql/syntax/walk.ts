import type { Expr, VectorSelector } from "./ast.js";
import { listPostOrder, type TreePath, walkTree } from "./tree.js";

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

/** Counts the direct children of an expression. */
export function childCount(expr: Expr): number {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return 0;
    case "call":
      return expr.args.length;
    case "aggregation":
      return expr.parameter ? 2 : 1;
    case "binary":
      return 2;
    default:
      return 1;
  }
}

export type NodePath = TreePath<Expr>;

/**
 * Visits an expression and its descendants in pre-order. Return `false` to skip the children.
 *
 * @example
 * ```ts
 * walk(expr, (node, parent) => {
 *   if (node.kind === "matrix") console.log("range of", node.selector.name, "in", parent?.expr.kind);
 * });
 * ```
 */
export function walk(expr: Expr, visit: (node: Expr, parent: NodePath | undefined) => unknown): void {
  walkTree(expr, children, visit);
}

/** Removes the parentheses around an expression. */
export function unwrapParens(expr: Expr): Expr;
export function unwrapParens(expr: Expr | undefined): Expr | undefined;
export function unwrapParens(expr: Expr | undefined): Expr | undefined {
  let inner = expr;
  while (inner?.kind === "paren") inner = inner.inner;
  return inner;
}

/** The last list: several inferences go through the same expression, one after the other. */
let last: { readonly root: Expr; readonly order: readonly Expr[] } | undefined;

/** Lists an expression and its descendants in post-order, children before parents. */
export function postOrder(expr: Expr): readonly Expr[] {
  if (last?.root !== expr) last = { root: expr, order: listPostOrder(expr, children) };
  return last.order;
}

/** Lists the selectors of an expression, in source order. */
export function selectors(expr: Expr): VectorSelector[] {
  const list: VectorSelector[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "selector") list.push(node);
    const inner = children(node);
    for (let index = inner.length - 1; index >= 0; index--) open.push(inner[index]!);
  }
  return list;
}
