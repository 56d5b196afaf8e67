import { type Binary, type Expr, postOrder } from "../../promql/index.js";
import type { QuerySubject } from "../check.js";
import { durationLength } from "../expression/range.js";
import { windowInName } from "../expression/window-in-name.js";
import { onlyWhileFiring } from "./filters.js";

/**
 * Returns the shortest window, in milliseconds, that an expression smooths its samples over: 0 if it uses the latest
 * sample as it is, Infinity if it reads no series.
 */
export function lookBack(query: QuerySubject): number {
  const byNode = new Map<Expr, number>();
  for (const node of postOrder(query.expr)) byNode.set(node, nodeLookBack(node, query, byNode));
  return byNode.get(query.expr) ?? 0;
}

function nodeLookBack(node: Expr, query: QuerySubject, byNode: ReadonlyMap<Expr, number>): number {
  const of = (inner: Expr): number => byNode.get(inner) ?? 0;
  switch (node.kind) {
    case "number":
    case "string":
      return Number.POSITIVE_INFINITY;
    case "selector":
      // An alert has already waited its own `for` before it is in these series.
      return onlyWhileFiring.has(node.name ?? "") ? Number.POSITIVE_INFINITY : (windowInName(node.name ?? "") ?? 0);
    case "matrix":
      return durationLength(node.range, query) ?? 0;
    case "subquery":
      return Math.max(durationLength(node.range, query) ?? 0, of(node.expr));
    case "aggregation":
      return of(node.expr);
    case "call":
      return node.args.reduce((least, arg) => Math.min(least, of(arg)), Number.POSITIVE_INFINITY);
    case "unary":
      return of(node.operand);
    case "paren":
      return of(node.inner);
    case "binary":
      return binaryLookBack(node, of(node.left), of(node.right));
  }
}

function binaryLookBack({ operator }: Binary, left: number, right: number): number {
  if (operator === "unless") return left;
  return operator === "and" ? longerLookBack(left, right) : Math.min(left, right);
}

/** Both operands of `and` must hold, so the longer window counts. An operand without series does not count. */
function longerLookBack(left: number, right: number): number {
  if (left === Number.POSITIVE_INFINITY) return right;
  return right === Number.POSITIVE_INFINITY ? left : Math.max(left, right);
}
