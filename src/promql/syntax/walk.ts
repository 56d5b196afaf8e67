import type { Expr, VectorSelector } from "./ast.js";

const none: readonly Expr[] = [];

/** The expressions directly inside of this one, in the order they are written. */
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

/** Where a walk has come to: the expression, and the way up to the root. */
export interface NodePath {
  readonly expr: Expr;
  readonly parent: NodePath | undefined;
}

/**
 * Visits an expression and everything inside of it, outside in and left to right. Return `false` to leave out what is
 * inside. However deep the expression is, the machine's stack is not.
 *
 * @example
 * ```ts
 * walk(expr, (node, parent) => {
 *   if (node.kind === "matrix") console.log("range of", node.selector.name, "in", parent?.expr.kind);
 * });
 * ```
 */
export function walk(expr: Expr, visit: (node: Expr, parent: NodePath | undefined) => unknown): void {
  const places: NodePath[] = [{ expr, parent: undefined }];
  for (let place = places.pop(); place; place = places.pop()) {
    if (visit(place.expr, place.parent) === false) continue;
    const inner = children(place.expr);
    for (let index = inner.length - 1; index >= 0; index--) places.push({ expr: inner[index]!, parent: place });
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

/** Everything inside of an expression and itself, insides first: what an evaluation from the leaves up goes through. */
export function postOrder(expr: Expr): Expr[] {
  const order: Expr[] = [];
  const open: Expr[] = [expr];
  for (let node = open.pop(); node; node = open.pop()) {
    order.push(node);
    for (const child of children(node)) open.push(child);
  }
  return order.reverse();
}

/** Every selector of an expression, in the order they are written. */
export function selectors(expr: Expr): VectorSelector[] {
  const found: VectorSelector[] = [];
  walk(expr, (node) => {
    if (node.kind === "selector") found.push(node);
  });
  return found;
}
