import { listPostOrder } from "../../promql/syntax/tree.js";
import type { Expr } from "./ast.js";

const none: readonly Expr[] = [];

/** The direct children of an expression, in source order. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "spanset filter":
      return expr.condition ? [expr.condition] : none;
    case "pipeline":
      return expr.stages;
    case "binary":
      return [expr.left, expr.right];
    case "unary":
      return [expr.operand];
    case "paren":
      return [expr.inner];
    case "aggregate":
      return expr.argument ? [expr.argument] : none;
    case "by":
      return [expr.key];
    case "select":
      return expr.fields;
    case "metrics":
      return [...(expr.field ? [expr.field] : none), ...expr.parameters, ...(expr.grouping ?? none)];
    case "compare":
      return [expr.selection, ...expr.parameters];
    case "topk":
    case "bottomk":
      return [expr.count];
    default:
      return none;
  }
}

/** Lists an expression and its descendants in post-order, children before parents. */
export function postOrder(expr: Expr): Expr[] {
  return listPostOrder(expr, children);
}
